"""The dialog of watched folders."""
