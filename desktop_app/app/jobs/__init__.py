"""The queue of recordings and what happens to them."""
