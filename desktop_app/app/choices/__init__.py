"""What the user chose: the installed models, and the request made from it."""
