"""Domains at which anyone can have an address: they say nothing about a customer."""

_NAMES = """
gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.de hotmail.fr hotmail.co.uk live.com
live.de live.ru msn.com yahoo.com yahoo.de yahoo.fr yahoo.co.uk yahoo.co.in yahoo.co.jp ymail.com rocketmail.com
aol.com aim.com icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de
tuta.io tuta.com gmx.de gmx.net gmx.com gmx.at gmx.ch web.de freenet.de t-online.de arcor.de online.de 1und1.de
mail.de posteo.de posteo.net mailbox.org kabelmail.de vodafone.de freemail.hu mail.ru inbox.ru list.ru bk.ru
internet.ru xmail.ru vk.com yandex.ru yandex.com yandex.by yandex.kz yandex.ua yandex.com.tr ya.ru narod.ru rambler.ru
lenta.ru autorambler.ru myrambler.ru ro.ru sibmail.com qip.ru pochta.ru hotbox.ru ukr.net i.ua meta.ua bigmir.net
tut.by mail.by mail.kz zoho.com zohomail.com zohomail.eu fastmail.com fastmail.fm hey.com hushmail.com mail.com
email.com usa.com inbox.com inbox.lv seznam.cz email.cz centrum.cz post.cz wp.pl onet.pl onet.eu o2.pl interia.pl
libero.it virgilio.it alice.it tiscali.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bluewin.ch
hispeed.ch sunrise.ch telenet.be skynet.be ziggo.nl kpnmail.nl xs4all.nl planet.nl telia.com btinternet.com sky.com
talktalk.net virginmedia.com ntlworld.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net
charter.net earthlink.net optonline.net rogers.com shaw.ca sympatico.ca bigpond.com optusnet.com.au uol.com.br
bol.com.br terra.com.br rediffmail.com qq.com 163.com 126.com yeah.net sina.com sohu.com foxmail.com naver.com
daum.net hanmail.net
"""
FREEMAIL = frozenset(_NAMES.split())


def is_freemail(domain: str) -> bool:
    """Whether the domain is a provider's where strangers share the name."""
    return domain.casefold() in FREEMAIL
