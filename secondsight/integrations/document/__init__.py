"""Files of the packet that tell of no moments: pictures, PDFs, texts (R2.4).

Signatures: https://www.w3.org/TR/png-3/ (PNG), https://www.w3.org/Graphics/JPEG/itu-t81.pdf (JPEG),
https://www.w3.org/Graphics/GIF/spec-gif89a.txt (GIF), https://www.rfc-editor.org/rfc/rfc9649 (WebP),
https://www.rfc-editor.org/rfc/rfc8118 (PDF); texts: https://spec.commonmark.org (headings of Markdown).
"""
