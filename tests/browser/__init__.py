"""The interactive page in a real browser: Debian's Chromium, driven by Playwright.

The suite is marked ``slow``. It skips where either is missing, and fails instead where
``REQUIRE_BROWSER=1``. axe-core is read from the file that ``AXE`` names.
"""
