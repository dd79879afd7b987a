"""Sizes of a browser window in CSS pixels, as Playwright takes them."""

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
