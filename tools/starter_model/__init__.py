"""The recipe of the starter model: how it is made from synthetic speech, and how it is measured."""
