"""The answer to one field: from what somebody wrote to a value of the field's type, or why it is none."""
