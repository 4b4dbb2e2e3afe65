"""The recipe of the starter model: training on synthetic speech, and evaluation."""
