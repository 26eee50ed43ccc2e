"""How an owner is found. Pure: values in, values out, no database."""
