"""Importing transcripts that other programs wrote."""
