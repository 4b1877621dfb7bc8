"""What sites say instead of showing an article, one phrase a line, in the languages we meet.

What asks the reader to do something counts, not the bare word: an article may be about captchas.
"""

from __future__ import annotations

import re

from provenance.capture.phrases import one_of

ROBOT_CHECK = r"""
    verif\w+ (?:that )?(?:you(?:['’]re| are)|yourself)
    are you (?:a robot|human)\s*\?
    i(?:['’]| a)m not a robot
    unusual traffic from
    \bray id\b
    just a moment\b
    (?:complete|solve|pass|enter|fill in) (?:the|this|a) captcha
    checking (?:if the site connection|your browser)
    ddos protection by
    (?:bin|sind) kein roboter
    bestätigen sie, dass sie ein mensch
    n['’]êtes pas un robot
    vérifi\w+ que vous êtes
    no (?:eres|soy|es) un robot
    non sono un robot
    geen robot
    não sou um robô
    nie jeste\w+ robotem
    inte är en robot
    (?:вы|я) не робот
    robot olmad\w+
    لست روبوت
    不是(?:机器人|機器人)
    ロボットではありません
    로봇이 아닙니다
"""

SCRIPT_NEEDED = r"""
    (?:enable|activate|turn on|requires?|without) java ?script
    java ?script (?:is )?(?:disabled|required|not enabled|deaktiviert)
    java ?script (?:muss )?(?:ist )?(?:de)?aktivier\w+
    aktivieren sie (?:bitte )?javascript
    activ(?:er|ez|ar?) (?:el |le )?javascript
    (?:habilit|abilit|attiv)\w+ (?:o )?javascript
    schakel javascript
    włącz\w* (?:obsługę )?javascript
    включите javascript
    aktivera javascript
    javascript.{0,10}(?:有効|启用|啟用|활성화)
    (?:启用|啟用) ?javascript
"""

BLOCKED = r"""
    access (?:to this page )?(?:has been |is |was )?denied
    403 forbidden
    451 unavailable
    request (?:was |has been )?blocked
    you have been blocked
    not available in your (?:region|country|location)
    zugriff (?:wurde )?(?:verweigert|gesperrt)
    accès (?:refusé|interdit)
    acceso denegado
    accesso negato
    toegang geweigerd
    acesso negado
    odmowa dostępu
    доступ (?:запрещ[её]н|ограничен)
    erişim engellendi
    访问被拒绝
    アクセスが拒否
"""

COOKIE_WALL = r"""
    (?:accept|allow|consent to|agree to|we use)[^.]{0,60}\bcookies
    (?:wir (?:verwenden|nutzen)|verwende\w*)[^.]{0,60}\bcookies
    utili[sz]\w+[^.]{0,60}\bcookies
    (?:usamos|we gebruiken|wij gebruiken|używamy|vi använder|vi bruge?r)[^.]{0,60}\bcookies
    (?:мы используем|используя)[^.]{0,60}(?:cookie|куки)
    cookies? (?:consent|settings|policy|preferences)
    cookies? (?:akzeptieren|ablehnen|accepteren)
    (?:accepter|aceptar|accettare|aceitar|akceptuj\w*)[^.]{0,30}cookies?
    使用 ?cookie
    cookieを使用
    쿠키를 사용
    çerez\w* kullan
"""

LOGIN_WALL = r"""
    (?:log ?in|sign ?in|subscribe|register) (?:now )?to (?:continue|read|view|see|access)
    create (?:a free |an )?account
    already a subscriber
    subscribers? only
    (?:anmelden|einloggen|abonnieren),? (?:um |und )(?:weiter|mehr)
    nur für abonnent
    réservé aux abonné
    déjà abonné
    (?:connectez|abonnez)-vous pour
    (?:exclusivo|sólo|solo) para (?:suscriptores|assinantes)
    (?:inicia sesión|suscríbete) para
    riservato agli abbonati
    accedi per (?:continuare|leggere)
    alleen voor abonnees
    log in om verder
    tylko dla (?:subskrybent|prenumerator)
    для подписчиков
    войдите, чтобы
    仅限订阅
    会員限定
    구독자 전용
"""

NOT_THERE = r"""
    ^404\b
    \b404\b[^.]{0,20}(?:not found|error)
    (?:error|fehler|erreur) ?404
    \b404\. page
    page (?:was |is |could )?not (?:be )?found
    (?:page|article)[^.]{0,40} (?:does not|doesn['’]t|no longer) exists?
    seite (?:wurde )?(?:leider )?nicht gefunden
    page (?:est )?introuvable
    page n['’]existe (?:pas|plus)
    página no (?:encontrada|existe)
    pagina non trovata
    pagina niet gevonden
    página não encontrada
    nie znaleziono strony
    страница не найдена
    sidan (?:kunde inte|finns inte)
    sayfa bulunamad
    (?:页面|网页)不存在
    ページが見つかりません
    페이지를 찾을 수 없
"""

# A page whose whole title says one of these shows no article, however much stands below it.
ERROR_TITLES = r"""
    (?:error |http |fehler |erreur )?(?:404|410)(?: error| fehler)?(?:[ .:-]+.{0,40})?
    (?:oops[!.…]* )?(?:sorry,? )?(?:page|file|article|story|content) not found.{0,20}
    (?:the |this )?page (?:you requested |you are looking for )?(?:could|can)(?:not| not) be found
    not found
    (?:die )?seite (?:wurde )?(?:leider )?nicht gefunden
    page (?:introuvable|non trouvée)
    página no encontrada
    pagina non trovata
    pagina niet gevonden
    página não encontrada
    nie znaleziono(?: strony)?
    страница не найдена
    sidan (?:kunde inte hittas|hittades inte|finns inte)
    (?:页面|网页)不存在
    ページが見つかりません(?:でした)?
    페이지를 찾을 수 없습니다
    (?:error |http )?(?:500|502|503|504)(?: .{0,30})?
    (?:internal server error|bad gateway|service unavailable|gateway time-?out)
    (?:site |down )?(?:under |for )(?:scheduled )?maintenance
"""

BLOCK_TITLES = r"""
    (?:error |http )?(?:401|403|451)(?: .{0,40})?
    (?:access|permission) denied.{0,20}
    forbidden
    attention required!?
    (?:sorry,? )?you have been blocked
    zugriff (?:verweigert|gesperrt)
    accès (?:refusé|interdit)
    acceso denegado
    accesso negato
    доступ (?:запрещ[её]н|ограничен)
"""

CHALLENGE_TITLES = r"""
    just a moment(?:\.\.\.|…)?
    (?:one moment|please wait)(?:,? please)?(?:\.\.\.|…)?
    (?:security|browser|robot) (?:check|verification)
    (?:human|are you human|are you a robot|pardon our interruption|captcha).{0,20}
    (?:einen )?moment(?: bitte)?(?:\.\.\.|…)
    (?:un|un petit) (?:instant|momento)(?:\.\.\.|…)
    один момент(?:\.\.\.|…)
    请稍候(?:\.\.\.|…)?
"""

LOGIN_TITLES = r"""
    (?:please )?(?:log|sign) ?[io]n.{0,20}
    (?:member|subscriber|customer|reader)s? (?:login|area)
    (?:create (?:an |your )?)?account
    (?:bitte )?(?:anmelden|anmeldung|einloggen|jetzt anmelden)
    connexion|se connecter|identifiez-vous
    (?:iniciar|inicia) sesión|acceder|identificarse
    accedi|accesso
    inloggen|aanmelden
    iniciar sessão|entrar
    zaloguj się|logowanie
    logga in|log ind|logg inn
    вход|войти
    giriş(?: yap)?
    登录|登錄|ログイン|로그인
"""

CONSENT_BUTTONS = r"""
    (?:accept|allow|reject|decline|refuse) (?:all|cookies|and continue|optional).{0,20}
    i (?:accept|agree|consent)
    (?:agree|accept) and (?:continue|proceed|close)
    (?:manage|more|privacy|cookie) (?:options|choices|settings|preferences)
    alle(?:s)? (?:akzeptieren|ablehnen|accepteren|weigeren|zulassen).{0,20}
    (?:zustimmen|einverstanden|akzeptieren)(?: und .{0,20})?
    tout (?:accepter|refuser)
    accepter et (?:fermer|continuer)
    j['’]accepte
    continuer sans accepter.{0,9}
    (?:aceptar|rechazar)(?: todo| todas| y .{0,20})?
    (?:accetta|rifiuta)(?: tutt[io]| e .{0,20})?
    akkoord.{0,20}
    (?:aceitar|rejeitar)(?: tudo| todos)?
    (?:za)?akceptuj.{0,20}
    (?:godkänn|acceptera|accepter|godta|avvis) alle?a?
    принять(?: все)?
    (?:tümünü|hepsini) (?:kabul et|reddet)
    すべて同意|同意する|同意して.{0,6}
    (?:全部接受|接受所有).{0,8}
    모두 동의
"""

CONSENT_WORDS = r"""
    \bcookies?\b
    \bconsent
    \b(?:einwillig|zustimm)
    \bconsent(?:ement|imiento|imento)
    \bpartner
    (?:legitimate interest|berechtigte[sn]? interesse|intérêt légitime|interés legítimo)
    personali[sz]ed (?:ads|advertising|content)
    personalisierte
    (?:publicité|publicidad|pubblicità) personnalis|personaliza
    (?:privacy|datenschutz|confidentialité|privacidad)
    (?:cookie|куки|согласи|çerez)
    (?:クッキー|同意|쿠키|동의)
"""


def spoken(phrases: str) -> re.Pattern[str]:
    """Any of the phrases, anywhere in a text."""
    return re.compile(one_of(phrases), re.IGNORECASE | re.MULTILINE)


def whole(phrases: str) -> re.Pattern[str]:
    """One of the phrases and nothing else, but for spaces and an exclamation mark."""
    return re.compile(rf"\s*{one_of(phrases)}\s*[.!]?\s*", re.IGNORECASE)
