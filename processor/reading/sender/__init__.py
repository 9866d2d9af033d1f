"""Who sent a mail: what its raw bytes, key records and our own mail server say. Nothing here asks the net."""
