"""A mail with an attachment in two shapes of text, and a mailbox in which it is answered."""

MAIL = b"""\
Return-Path: <ida@harbour.example>
Received: from mx.harbour.example by mail.harbour.example; Wed, 14 Oct 2026 14:02:20 +0000
Message-ID: <pool-1@harbour.example>
Date: Wed, 14 Oct 2026 16:02:11 +0200
From: =?utf-8?q?Ida_B=C3=A9rg?= <Ida@harbour.example>
To: Bo Lind <bo@harbour.example>, ops@harbour.example
Cc: =?iso-8859-1?q?J=F6rg?= <joerg@harbour.example>
Subject: =?utf-8?b?VGhlIHBvb2wgaXMgZHJ5IOKAkw==?=
 since two
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

--outer
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

No connection is free in the caf=E9's checkout.

--inner
Content-Type: text/html; charset="utf-8"

<p>No connection is <b>free</b>.</p>

--inner--
--outer
Content-Type: image/png; name="pool.png"
Content-Disposition: attachment; filename="pool.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=

--outer--
"""
REPLY = b"""\
Message-ID: <pool-2@harbour.example>
In-Reply-To: <pool-1@harbour.example>
References: <pool-0@harbour.example>
 <pool-1@harbour.example>
Date: Wed, 14 Oct 2026 14:05:00 -0000
From: bo@harbour.example
List-Id: Operations <ops.harbour.example>
Subject: Re: The pool is dry
Content-Type: text/html; charset=utf-8

<html><head><style>p {}</style></head><body><p>I see it too.</p><p>Rolling back.</p></body></html>

>From my desk
"""
BOX = (
    b"From ida@harbour.example Wed Oct 14 14:02:11 2026\n"
    + MAIL
    + b"\nFrom MAILER-DAEMON Wed Oct 14 14:05 2026\n"
) + REPLY
SAMPLES = {"eml": MAIL, "mbox": BOX}
