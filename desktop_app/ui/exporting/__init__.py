"""The dialogs of exports."""
