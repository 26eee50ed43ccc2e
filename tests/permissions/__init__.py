"""Who may open which address: one module per app, each with a table ROUTES.

To add an address, add its URL name and one row per method to the table of your app;
`tests/test_permissions.py` finds every module here, runs every row for every
principal, and fails on an address that stands in none.
"""
