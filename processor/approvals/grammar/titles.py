"""Words of job titles, departments, companies and phone labels: what signatures are made of, and no more.

Nothing here acts for another (deputy, acting, assistant, i. A., p.p., "за", "врио"), for such a signature isn't the
approver's.
"""

from typing import Final

from processor.approvals.grammar.wording import bag

POSTS: Final = bag(
    """
    head director manager lead leader chief officer president engineer developer architect analyst specialist consultant
    coordinator administrator admin executive supervisor owner founder co-founder cofounder partner ceo cto cio coo cfo
    cmo cpo cro ciso cdo vp svp evp md controller accountant buyer planner editor producer technician designer scientist
    strategist expert master scrummaster chairman chairwoman principal advisor adviser trafficker programmer
    representative
    руководитель директор начальник начальница менеджер инженер специалист аналитик архитектор разработчик администратор
    координатор основатель учредитель президент эксперт консультант технолог программист продюсер редактор бухгалтер
    экономист управляющий управляющая технический гендиректор генеральный заведующий заведующая владелец председатель
    leiter leiterin leitung geschaeftsfuehrer geschaeftsfuehrerin geschaeftsfuehrung geschaeftsleitung direktor
    direktorin
    managerin referent referentin projektleiter projektleiterin projektleitung abteilungsleiter abteilungsleiterin
    abteilungsleitung bereichsleiter bereichsleiterin bereichsleitung teamleiter teamleiterin teamleitung vorstand
    inhaber
    inhaberin entwickler entwicklerin berater beraterin ingenieur ingenieurin koordinator koordinatorin administratorin
    sachbearbeiter sachbearbeiterin spezialist spezialistin kaufmann kauffrau einkaeufer einkaeuferin prokurist
    prokuristin
    it-leiter it-leiterin it-leitung vertriebsleiter vertriebsleiterin marketingleiter marketingleiterin betriebsleiter
    betriebsleiterin betriebsleitung einkaufsleiter einkaufsleiterin produktmanager produktmanagerin projektmanager
    projektmanagerin department abteilung отдел департамент управление служба teamlead gruppenleiter gruppenleiterin
    """
)
"""Words of which a title holds at least one."""

FIELDS: Final = bag(
    """
    of and the for in at senior junior global regional group general managing technical technology technologies digital
    it ict ad ads adops advertising operations operational ops sales marketing media product products project projects
    program programme programmatic customer client success service services support account accounts key business
    development engineering software hardware data analytics intelligence insights infrastructure platform platforms
    systems system network networks broadcast broadcasting streaming video content distribution publishing revenue
    growth
    finance financial commercial procurement purchasing supply chain legal people hr human resources communications
    communication public relations brand creative design research strategy strategic innovation transformation quality
    security information cyber cloud devops web mobile online e-commerce ecommerce commerce delivery solutions solution
    partnerships partnership integration integrations process processes portfolio technology-operations emea apac
    dach uk eu
    europe european germany international national central north south east west trading traffic scheduling planning
    monetization monetisation yield campaign campaigns executive vice office production
    отдела департамента управления службы группы направления сектора центра по и ит it информационным технологиям
    технологий информационных развитию развития продукту продукта продуктов проекта проектов проектам проектного офиса
    продаж продажам маркетинга маркетингу рекламы рекламе рекламных рекламной медиа цифровых цифровой цифрового интернет
    эксплуатации закупок закупкам снабжения финансов финансам финансового финансовый коммерческий коммерческого
    исполнительный операционный операционного работе с клиентами клиентской поддержки сервиса сопровождения качества
    безопасности данных аналитики инфраструктуры систем системный ведущий старший младший главный вещания телевещания
    эфира контента производства трафика внедрения интеграции компании бизнеса стратегии инноваций технической
    технического
    исполнению общим вопросам программных рекламным операциям операций планирования медиапланирования монетизации
    und der des den fuer im bei adops technik technisch technische technischer kaufmaennische kaufmaennischer vertrieb
    vertriebs einkauf beschaffung finanzen personal entwicklung kundenservice kundenbetreuung produktion betrieb
    betriebs
    strategie projekte produkte digitalisierung digitale digitales werbung werbevermarktung vermarktung anzeigen
    redaktion informationstechnik informationstechnologie anwendungen applikationen systeme organisation prozesse
    qualitaet qualitaetsmanagement rechnungswesen controlling logistik kommunikation unternehmensentwicklung
    bereich team
    programmplanung sendeplanung disposition
    """
)
"""Words that stand beside those of `POSTS` in a title."""

LEGAL_FORMS: Final = bag(
    """
    gmbh ag kg kgaa ohg gbr ug se mbh co ltd limited inc incorporated llc llp plc corp corporation company bv nv sa sas
    sarl srl spa oy ab as aps pty group holding holdings gruppe ооо ао зао пао оао нао ип гк тоо group e k
    """
)
TRADES: Final = bag(
    """
    media broadcasting broadcast television tv radio digital systems solutions software technologies technology tech
    networks network services service studios studio entertainment advertising marketing consulting partners
    international europe deutschland germany uk usa dach global publishing publishers verlag medien consult the and und
    & de com net online it industries industry engineering telecom communications kommunikation labs lab works
    медиа телеканал телекомпания холдинг группа компания компаний тв радио рус россия технологии системы издательство
    """
)
"""Words of company names beside the one that tells it."""

PHONE_LABELS: Final = bag(
    """
    t tel telefon telephone phone ph p m mob mobil mobile cell cellphone handy f fax direct office main work o d dw
    durchwahl zentrale switchboard whatsapp т тел телефон телефоны м моб мобильный сот факс раб рабочий тел/факс
    phone/fax
    """
)
EXTENSIONS: Final = bag("ext x extension доб вн durchwahl dw")
