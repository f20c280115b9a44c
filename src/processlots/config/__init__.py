"""Where the system is put together: settings, urls, wsgi."""
