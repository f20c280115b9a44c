"""Tests of the product as a whole that need no browser; an app's own tests lie in the app."""
