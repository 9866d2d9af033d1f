"""Delivery failures: the standard report, and what can be understood of the texts of those who send none."""
