"""Plain text: how sentences end, what may have been meant, what can be shown, how it is joined."""
