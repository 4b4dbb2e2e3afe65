"""Tests of desktop_app/app."""
