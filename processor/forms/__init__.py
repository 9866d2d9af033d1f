"""Forms: what they ask, how a reply answers them, and what then happens. Pure: texts are arguments."""
