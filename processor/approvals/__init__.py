"""Decides what becomes of requests for approval and their answers. Pure: facts in, decisions out."""
