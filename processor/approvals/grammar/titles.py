"""Words of job titles, departments, companies and phone labels: what signatures are made of, and no more.

Nothing here acts for another (deputy, acting, assistant, i. A., p.p., "за", "врио"), for such a signature isn't the
approver's.
"""

from typing import Final

from processor.approvals.grammar.wording import bag

POSTS: Final = bag(
    """
    dgm agm gm avp foreman forewoman foreperson proprietor landlord caretaker janitor driver skipper mate banksman
    secretary receptionist practitioner midwife principal headmaster headmistress vicar rector warden ranger keeper
    farmer grower builder joiner carpenter plumber welder machinist toolmaker printer baker brewer distiller
    hausmeister hausmeisterin platzwart kranmeister polier bauleiter bauleiterin bauleitung obermeister lagerist
    lageristin verwalter verwalterin praxismanager praxismanagerin praxismanagement praxisleitung bueroleiter
    bueroleiterin bueroleitung office-manager officemanager ausbilder ausbilderin kuechenchef kuechenchefin gf
    весовщик завхоз кладовщица снабженка методист воспитатель head director manager lead leader chief officer
    president engineer developer architect analyst specialist consultant coordinator administrator admin executive
    supervisor owner founder co-founder cofounder partner ceo cto cio coo cfo cmo cpo cro ciso cdo vp svp evp md
    controller accountant buyer planner editor producer technician designer scientist strategist expert master
    scrummaster chairman chairwoman advisor adviser trafficker programmer representative руководитель директор
    начальник начальница менеджер инженер специалист аналитик архитектор разработчик администратор координатор
    основатель учредитель президент эксперт консультант технолог программист продюсер редактор бухгалтер экономист
    управляющий управляющая технический гендиректор генеральный заведующий заведующая владелец председатель leiter
    leiterin leitung geschaeftsfuehrer geschaeftsfuehrerin geschaeftsfuehrung geschaeftsleitung direktor direktorin
    managerin referent referentin projektleiter projektleiterin projektleitung abteilungsleiter abteilungsleiterin
    abteilungsleitung bereichsleiter bereichsleiterin bereichsleitung teamleiter teamleiterin teamleitung vorstand
    inhaber inhaberin entwickler entwicklerin berater beraterin ingenieur ingenieurin koordinator koordinatorin
    administratorin sachbearbeiter sachbearbeiterin spezialist spezialistin kaufmann kauffrau einkaeufer
    einkaeuferin prokurist prokuristin it-leiter it-leiterin it-leitung vertriebsleiter vertriebsleiterin
    marketingleiter marketingleiterin betriebsleiter betriebsleiterin betriebsleitung einkaufsleiter
    einkaufsleiterin produktmanager produktmanagerin projektmanager projektmanagerin department abteilung отдел
    департамент управление служба teamlead gruppenleiter gruppenleiterin treasurer registrar bursar headteacher
    teacher lecturer professor dean nurse matron physician doctor surgeon pharmacist dentist veterinarian surveyor
    superintendent operator mechanic electrician clerk bookkeeper auditor counsel solicitor lawyer paralegal
    recruiter trainer librarian curator chef captain purchaser dispatcher merchandiser scheduler estimator webmaster
    sysadmin dba cxo cpto vpe mayor councillor commissioner chairperson spokesperson directorate custodian steward
    underwriter actuary rep inspector главврач врач механик энергетик метролог логист кладовщик закупщик снабженец
    юрист мастер прораб диспетчер секретарь ректор декан преподаватель учитель товаровед маркетолог дизайнер
    тестировщик техник электрик сметчик геолог агроном ветеринар провизор фармацевт хирург комендант капитан
    оператор лаборант бригадир мэр глава предприниматель ип завскладом зав нач гл рук спец гендир бухг диспетчерская
    канцелярия совладелец соучредитель партнер партнёр тимлид начотдела управделами geschaeftsfuehrende
    geschaeftsfuehrender verwaltungsdirektor verwaltungsdirektorin verwaltungsleiter verwaltungsleiterin
    verwaltungsleitung itleiter meister meisterin werkleiter werkleiterin werksleiter werksleiterin fertigungsleiter
    fertigungsleiterin produktionsleiter produktionsleiterin produktionsleitung fertigungsleitung lagerleiter
    lagerleiterin logistikleiter logistikleiterin personalleiter personalleiterin personalleitung finanzleiter
    finanzleiterin kaufmaennischer kaufmaennische buchhalter buchhalterin controllerin architekt architektin
    techniker technikerin informatiker informatikerin systemadministrator systemadministratorin pflegedienstleitung
    heimleiter heimleiterin heimleitung stationsleitung oberarzt oberaerztin chefarzt chefaerztin arzt aerztin
    apotheker apothekerin schulleiter schulleiterin rektor rektorin amtsleiter amtsleiterin amtsleitung
    fachbereichsleiter fachbereichsleiterin fachbereichsleitung sachgebietsleiter sachgebietsleiterin
    sachgebietsleitung referatsleiter referatsleiterin dezernent dezernentin buergermeister buergermeisterin
    stadtrat gemeindeschreiber gemeindeschreiberin gemeindepraesident kaemmerer kaemmerin vorsitzender vorsitzende
    praesident praesidentin sekretaer sekretaerin sekretariat disponent disponentin konstrukteur konstrukteurin
    entwicklungsleiter entwicklungsleiterin qualitaetsleiter niederlassungsleiter niederlassungsleiterin
    standortleiter standortleiterin filialleiter filialleiterin gesellschafter gesellschafterin mitinhaber
    mitinhaberin leitende leitender verantwortliche verantwortlicher fachbereich abteilungsdirektor stabsstelle
    facharzt praxisinhaber praxisinhaberin kanzler kanzlerin werkstattleiter technikleiter technikleitung
    vertriebsmitarbeiter kundenbetreuer kundenbetreuerin strategischer operativer
    """
)
"""Words of which a title holds at least one."""

FIELDS: Final = bag(
    """
    dgm agm jr sr workshop transport yard depot despatch dispatch весовой транспортного транспортный главного of and
    the for in at operating senior junior global regional group general managing technical technology technologies
    digital it ict ad ads adops advertising operations operational ops sales marketing media product products
    project projects program programme programmatic customer client success service services support account
    accounts key business development engineering software hardware data analytics intelligence insights
    infrastructure platform platforms systems system network networks broadcast broadcasting streaming video content
    distribution publishing revenue growth finance financial commercial procurement purchasing supply chain legal
    people hr human resources communications communication public relations brand creative design research strategy
    strategic innovation transformation quality security information cyber cloud devops web mobile online e-commerce
    ecommerce commerce delivery solutions solution partnerships partnership integration integrations process
    processes portfolio technology-operations emea apac dach uk eu europe european germany international national
    central north south east west trading traffic scheduling planning monetization monetisation yield campaign
    campaigns executive vice office production отдела департамента управления службы группы направления сектора
    центра по и ит информационным технологиям технологий информационных развитию развития продукту продукта
    продуктов проекта проектов проектам проектного офиса продаж продажам маркетинга маркетингу рекламы рекламе
    рекламных рекламной медиа цифровых цифровой цифрового интернет эксплуатации закупок закупкам снабжения финансов
    финансам финансового финансовый коммерческий коммерческого исполнительный операционный операционного работе с
    клиентами клиентской поддержки сервиса сопровождения качества безопасности данных аналитики инфраструктуры
    систем системный ведущий старший младший главный вещания телевещания эфира контента производства трафика
    внедрения интеграции компании бизнеса стратегии инноваций технической технического исполнению общим вопросам
    программных рекламным операциям операций планирования медиапланирования монетизации und der des den fuer im bei
    technik technisch technische technischer kaufmaennische kaufmaennischer vertrieb vertriebs einkauf beschaffung
    finanzen personal entwicklung kundenservice kundenbetreuung produktion betrieb betriebs strategie projekte
    produkte digitalisierung digitale digitales werbung werbevermarktung vermarktung anzeigen redaktion
    informationstechnik informationstechnologie anwendungen applikationen systeme organisation prozesse qualitaet
    qualitaetsmanagement rechnungswesen controlling logistik kommunikation unternehmensentwicklung bereich team
    programmplanung sendeplanung disposition site plant practice clinical nursing medical patient ward hospital care
    health dental pharmacy laboratory lab warehouse logistics transportation fleet freight shipping export import
    port store stores retail shop shops branch area country territory field factory manufacturing maintenance
    facilities facility estates estate property building buildings construction works civil electrical mechanical
    structural environmental safety ehs hse compliance governance risk audit treasury payroll accounting tax
    insurance claims billing credit category materials indirect direct goods inbound outbound street road roads
    highways parks waste housing permits licensing library libraries school curriculum admissions student academic
    education training learning knowledge documentation records archive press editorial desk helpdesk application
    applications enterprise backend frontend full-stack fullstack embedded machine ai ml reporting crm erp sap pos
    it-systems it-services kitchen food beverage catering restaurant hotel guest events event community fundraising
    membership volunteer interior fashion textile packaging print printing automotive aviation marine rail energy
    power water gas oil mining chemical steel metal wood paper plastics machinery tool continuous improvement lean
    regulatory affairs corporate company front back head chief lead first-line teams unit units division section
    department non-executive board sourcing informatics telecoms telecom council councils borough county district
    city municipal механика инженера технолога врача производству производственный производственного производственно
    технический снабжению логистики логистике склада складом складского хозяйства транспорта асу кипиа энергетики
    ремонта ремонту обслуживания эксплуатацией строительства строительству капитального проектирования кадров
    персонала персоналом персоналу бухгалтерии бухгалтер экономики экономике экономический административно
    хозяйственной хозяйственным части медицинской здравоохранения образования культуры спорта информатизации
    информатики связи автоматизации автоматизированных управлению магазина интернет-магазина магазинов сети филиала
    розницы розничных розничной опта оптовых оптовой торговли торговый торгового лаборатории цеха участка смены
    завода фабрики предприятия учреждения института кафедры факультета школы больницы поликлиники клиники отделения
    отделением аптеки гостиницы ресторана администрации города района области муниципального городского районного
    государственных закупочной тендерного договорного юридический юридического правового финансово финансовой
    финансовая финансовым экономического экономической контроля охраны труда экологии стандартизации метрологии
    качеством региональный старшая ведущая главная исполнительная коммерческая генерального веб сайта сайтов
    электронной коммерции программного обеспечения баз сетей телекоммуникаций безопасностью персональный
    индивидуальный общий общего общих administration verwaltung allgemeine zentrale zentraler dienste dienst
    buergerdienste buergerservice buergeramt ordnungsamt hauptamt bauamt kulturamt schulamt haustechnik
    gebaeudemanagement instandhaltung wartung werkstatt fertigung montage lager versand fuhrpark spedition
    arbeitsvorbereitung arbeitsschutz umwelt recht rechtsabteilung steuern buchhaltung finanzbuchhaltung
    lohnbuchhaltung lohn gehalt personalwesen personalabteilung personalentwicklung weiterbildung ausbildung bildung
    schule kita pflege medizin medizinische medizinischer aerztliche aerztlicher therapie labor apotheke praxis
    empfang sekretariat buero aussendienst innendienst verkauf filiale filialen niederlassung standort region gebiet
    nord sued ost nationaler leitung konstruktion forschung elektrotechnik elektrik mechanik automatisierung
    automation anlagentechnik messtechnik steuerungstechnik edv it-service it-abteilung it-systeme it-infrastruktur
    it-organisation systemadministration netzwerke anwendungsbetreuung benutzerservice strategischer strategische
    operativer operative gewerbliche kommunale kommunaler oeffentliche oeffentlicher stadt gemeinde landkreis
    eigentuemer familien soziales kultur sport jugend finanzbereich rechnungspruefung marketingkommunikation presse
    oeffentlichkeitsarbeit veranstaltungen gastronomie kueche technischen gesamtleitung digitalen
    """
)
"""Words that stand beside those of `POSTS` in a title."""

NO_STARTS: Final = bag("of and the for in at to по и für fuer im bei und der des den zum zur zu с к от")
"""Words that no title starts with: "for the director" is no post."""

FUNCTIONS: Final = frozenset(
    (
        "systems engineering", "software engineering", "quality assurance", "customer service", "customer services",
        "office administration", "finance and administration", "it operations", "plant engineering", "field service",
        "operations", "purchasing", "procurement", "human resources", "it department", "finance department",
        "purchasing department", "supply chain", "supply chain management", "customer operations", "corporate services",
        "information services", "information systems", "information technology", "it services", "it operations",
        "business operations", "facilities management", "legal affairs", "public relations", "shared services",
        "einkauf", "strategischer einkauf", "operativer einkauf", "technischer einkauf", "zentraler einkauf",
        "personalabteilung", "geschaeftsleitung", "zentrale verwaltung", "materialwirtschaft", "rechnungswesen",
        "informationstechnik", "zentrale dienste", "бухгалтерия", "дирекция", "снабжение",
    )
)  # fmt: skip
"""Departments that may stand alone, for no part of any work is called so."""

LEGAL_FORMS: Final = bag(
    """
    gmbh ag kg kgaa ohg gbr ug se mbh co ltd limited inc incorporated llc llp plc corp corporation company bv nv sa
    sas sarl srl spa oy ab as aps pty group holding holdings gruppe ооо ао зао пао оао нао ип гк тоо e k eg ggmbh ev
    kdoer aoer snc lp lllp pc pllc partg partgmbb kft bvba sro doo гбуз гауз мбуз фгбу фгуп мбу мку муп гуп мбоу
    гбоу нко чуп оу тд пк pvt spzoo zoo ук кфх тсж тов фоп жшс чп уп нпо ано oue ou sia uab ltda eood ood dd
    """
)
TRADES: Final = bag(
    """
    media broadcasting broadcast television tv radio digital systems solutions software technologies technology tech
    networks network services service studios studio entertainment advertising marketing consulting partners
    international europe deutschland germany uk usa dach global publishing publishers verlag medien consult the and
    und & de com net online it industries industry engineering telecom communications kommunikation labs lab works
    медиа телеканал телекомпания холдинг группа компания компаний тв радио рус россия технологии системы
    издательство school schools academy college university council borough district county city town municipality
    hospital hospitals clinic clinics health healthcare medical care homes home housing farm farms food foods supply
    supplies logistics freight shipping port ports storage cold paper packaging plastics valve valves forge tooling
    tools tool machine machines machinery mill mills books book vets veterinary interiors interior optics optical
    bank banking insurance institute association foundation trust society museum library libraries hotel hotels
    restaurant restaurants travel tours airlines airport railway rail transport transportation trucking construction
    building builders energy power water gas oil mining steel metal metals metalworks chemicals chemical pharma
    pharmaceuticals pharmacy dental laboratories electronics electric electrical automotive motors auto cars
    textiles textile fashion furniture designs architects architecture associates sons son brothers bros capital
    financial investments property properties estates estate real retail store stores shop shops wholesale trading
    traders import export products manufacturing manufacturers fabrication precision instruments automation
    equipment safety cleaning waste recycling environmental landscaping garden gardens nursery bakery brewery
    distillery dairy meats seafood seals coffee tea beverages bottling catering events sports sport fitness golf
    club music theatre theater films film pictures press print printing graphics advisory accountants accounting
    staffing education kids toys games gaming cloud cyber semiconductor robotics aerospace aviation marine offshore
    naval shipyard castings foundry tiles glass ceramics cement concrete stone timber wood lumber kitchens bathrooms
    windows doors roofing flooring paint paints lighting signs valley bay north south east west company companies
    enterprise enterprises ventures management administration authority agency board office department maschinenbau
    werke werk bau elektro elektrotechnik technik medizintechnik klinikum klinik kliniken krankenhaus praxis
    apotheke stadt gemeinde kreis landkreis landratsamt bezirk kanton verwaltung stadtverwaltung kreisverwaltung
    stadtwerke magistrat spital spitex alterszentrum pflegeheim seniorenheim schule hochschule universitaet verein
    verband stiftung genossenschaft spedition logistik transporte handel handels grosshandel fachhandel holzbau
    metallbau stahlbau anlagenbau fahrzeugbau apparatebau werkzeugbau formenbau hochbau tiefbau armaturen
    armaturenbau kunststoff kunststoffe kunststofftechnik moebel moebelwerke moebelhaus baeckerei konditorei
    metzgerei brauerei weingut druckerei praezision praezisionstechnik stanztechnik umformtechnik
    oberflaechentechnik galvanotechnik blechbearbeitung maschinen maschinenfabrik fabrik werft versicherung
    versicherungen sparkasse volksbank raiffeisenbank immobilien gasthof soehne sohn gebrueder gebr geschwister
    nachfolger radsport sporthaus autohaus garage gartenbau gaertnerei landtechnik foerdertechnik antriebstechnik
    messtechnik regeltechnik sicherheitstechnik haustechnik sanitaer heizung klima kaelte solar energie umwelt
    entsorgung bergbahn bergbahnen tourismus reisen verkehrsbetriebe hafen kaeserei molkerei fleisch feinkost
    lebensmittel getraenke textil textilien mode schuhe optik augenoptik hoerakustik sanitaetshaus labor institut
    fakultaet orchester bibliothek ingenieurbuero planungsbuero architekten steuerberatung wirtschaftspruefung
    rechtsanwaelte kanzlei notariat unternehmensgruppe beteiligungen vermoegensverwaltung завод заводы комбинат
    фабрика цех больница поликлиника клиника центральная районная городская областная краевая детская
    республиканская школа лицей гимназия университет институт колледж академия администрация мэрия управа района
    города области банк страховая стоматология медицинский медицинская центр торговый дом магазин магазины магазинов
    сеть аптека аптеки агрохолдинг агрофирма птицефабрика молочный мясокомбинат хлебозавод хлебокомбинат пекарня
    пивоварня кондитерская строительная строительный стройтрест транспортная транспортный логистика логистический
    мебельная мебель мебельный текстиль цемент металл металлургический машиностроительный приборостроительный
    химический нефтехимический горно обогатительный рудник шахта карьер порт морской речной верфь судостроительный
    энергия энерго электро газ нефть водоканал теплосеть горводоканал жкх управляющая производственная
    производственный объединение промышленная промышленный предприятие фирма бюро агентство студия ателье салон
    ресторан кафе отель гостиница туристическая автосервис автоцентр издательский полиграфия типография библиотека
    музей театр научно исследовательский конструкторское проектный фонд союз ассоциация кооператив бакалея продукты
    маркет упаковка оптика прибор приборы инструмент снаб сервис ремонт торг
    """
)
"""Words of company names beside the one that tells it."""

PHONE_LABELS: Final = bag(
    """
    t tel telefon telephone phone ph p m mob mobil mobile cell cellphone handy f fax direct office main work o d dw
    durchwahl zentrale switchboard whatsapp т тел телефон телефоны м моб мобильный сот факс раб рабочий тел/факс
    phone/fax telefax hotline zentrum vermittlung handynr mobilnr mobiltel telmobil cel dd ddi desk fon phones
    приемная секретарь городской внутренний tel/fax telefon/fax tel/mobil yard workshop depot site reception shop
    farm home ranch empfang praxis werkstatt buero lager hof viber вайбер
    """
)
EXTENSIONS: Final = bag("ext x extension доб вн durchwahl dw")
