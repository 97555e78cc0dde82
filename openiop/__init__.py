"""OpenIOP runs an Intensive Outpatient Program, from the first call to the alumni years."""

__version__ = "0.1.0"
