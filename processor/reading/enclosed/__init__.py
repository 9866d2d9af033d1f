"""What a reply to a form encloses beside its text: the rows of its tables, and the forms in PDF that came back."""
