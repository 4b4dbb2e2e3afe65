"""Programs that make what Aviary ships; the program itself never imports them."""
