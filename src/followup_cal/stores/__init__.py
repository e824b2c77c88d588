"""Where calendars live. `protocol` says what a store is; one module for each kind."""
