"""The user's choices: installed models, and requests made from the settings."""
