"""What the process that reads mail is asked, and its first word. Imports little: who asks needs no parser."""

from typing import Final

from processor.reading.enclosed.requests import FileRequest, HtmlRequest, PdfRequest, RowsRequest
from processor.reading.sender.requests import KeysRequest, ProofRequest

Request = tuple[bytes, bool] | KeysRequest | ProofRequest | RowsRequest | PdfRequest | FileRequest | HtmlRequest
"""What is asked of one mail: to read it (raw bytes, and whether they are only its beginning), about its sender, what it
encloses, or how it looks."""

READY: Final = "ready"
"""The child's first word: whatever goes wrong before it is no mail's fault."""
