"""Who speaks when: models that tell speakers apart, and the words that get them."""
