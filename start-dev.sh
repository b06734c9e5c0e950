#!/bin/sh
# Server and web app from their sources, reloading on change. Ctrl-C ends both.
cd "$(dirname "$0")" && exec npm run dev
