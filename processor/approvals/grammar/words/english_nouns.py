"""English nouns that are harmless in any sentence: nothing that decides, limits, prices or asks."""

from typing import Final

LEXICON: Final = {
    "noun": """
        absence absences account accounting accounts accrual accruals achievement achievements ad addon address
        admin administration administrator admins ads advantage advert advertisement adverts afternoon age agency
        agenda aisle aisles alarm alarms allergen allergens amazement ambulance android animal animals annex annexe
        answer answers antenna apartment apartments api app applause applicant applicants application applications
        appointment appointments appreciation apprentice apps archive area arrival article articles aspect
        assemblies assembly asset assets attendance attic audience audit auditors audits author authors awards baby
        background backlog backoffice backup backups badge badges bag bags bakery balance balances bank banks banner
        bar barcode barcodes barn barns barrel barrels basement basis basket batch batches batteries battery bay
        bays beam beams bearing bearings beauty bed beds beer beginning bench benefit berth bike billing bin binder
        bins bit bits blessing block blocks blueprint boat boats boiler bolts bonus booking bookings bookkeeping
        books boost booth boss's bot bottle bottleneck bottles box boxes brake brakes branch branches brand brands
        bread breakfast breakthrough breeze brewery brick bricks brief briefing briefings broadcast broadcasts
        broker brokers browser browsers build building buildings builds bunch bundle bus buses business button
        buttons cabinet cable cables cache cake calculation calendar calf calibration call callback calls calves
        camera cameras campaign campus candidate candidates canteen car card cards care caretaker carpenter carrier
        carriers cars cart carton cartons cartridge case cases cash cashflow casting castings cat catalog catalogue
        categories category cats celebration cell cellar cells cement cent cents certificate certificates chain
        chair chairs champagne channel channels chapter charger charity charm chart charts chat chatbot checkbox
        checkboxes checklist checklists cheer cheers cheese child children children's choir chrome church class
        classes classroom click clicks client client's clients clients' clinic clinics clip clipboard clipboards
        clips clock closing cloud club cluster cms code codes coffee cold colleagues' collection colour colours
        column columns comfort commit company company's compliance compliments component components computer
        computers concert concerts connector connectors consignment console consultant contact contacts container
        containers content control conveyor conveyors cookie cookies cooperation copy corner corridor costume count
        countries country counts county coupon coupons courier couriers course courses coverage cow cows cpu crane
        cranes crate crates creditor creditors crew criteria crm cron crop crops csv cup currency curriculum curve
        customer customer's customers customers' customs cutover cycle cycles dairy dashboard dashboards data
        database databases daughter's day days deal dealer dealers deals debate debtor debtors delight deliveries
        delivery demo demos department departments depot depots design desk desks desktop detail details device
        devices diagnosis dialog dialogue diary diesel difference dime dinner directory disk disks dispatch display
        district division dock docket dockets docks docs doctor's document documentation documents dog dogs donation
        donations donor donors door doors dose doses drawing drawings dream dreams drink drinks driver driver's
        drivers drivers' dropdown dunning dupes duplicate duplicates duty ears ease edge edi edition editor
        editorial editors effect efforts elevator email emails employee employees encryption endpoint endpoints
        energy engine engines english enquiries enquiry enrollment enrolment entrance entries entry environment
        environments epic episode episodes equipment erp estate estates evening event events everyone's exam exams
        excel exchange executives exhibition exit expectation expectations experience explanation explanations
        export exports eye eyes face faces facilities facility fact factory facts faculty fair family family's faq
        fare fares farm farms feature features feedback feel feeling festival fiddle field fields figure figures
        file files filter filters finance fingers firefox fiscal fixture fixtures flat fleet flight floor floors
        flour flow flows fly fold folder folders font fonts food foodbank footage footer foremanship forge forklift
        forklifts form format forms formula fortune forum forwarder forwarders frame franchise franchisee
        franchisees fridge front frontdesk fruit fuel fun function functionality functions fundraising furniture
        gallery gamechanger garage garden gasket gate gates gauge gauges gdpr gearbox gem german gift glance goal
        goals godsend goods gps grade gradebook grades grain grammar graph graphs greenhouse grin group groups
        growth guard guardian guest guests guide guides gun guns guys gym hall halls handbook handful handheld
        handover hands handset handsets handwriting hangar happiness hardware harvest hassle haulage haulier
        hauliers headache headaches headcount header headers headline headlines headquarters health heap heaps heart
        hearts heating hedge help helpdesk herd hero hinge hint history hit hitch hitches holiday home homepage
        homework horse horses hospital host hosting hotel hotline house household housekeeping housing hr html hug
        hugs humidity husband husband's hut icon idea ideas image images impact import impression impressions
        improvement improvements inbox index indexes industry info information infrastructure ingredient ingredients
        ink input inspection inspections inspector instruction instructions instrument instruments insurance
        integration interest interests interface interfaces interior internet interval introduction inventory
        invoice invoices invoicing ipad iphone island it item items jewel job jobs joiner journal journey joy json
        jump keyboard keyholder keys keystroke keystrokes kick kickoff kids kids' kilometre kiosk kit kitchen
        knowledge lab label labels laboratory labour labs ladder ladies lads land landing landlord lane lanes
        language languages laptop laptops lathe law lawn layout ldap leader leaders leads leap learning lecture
        lectures ledger ledgers lesson lessons letter letterhead letters level levels library life lifecycle
        lifesaver lift lifts light lighting lights lines link links list lists load loader loaders loading loads
        loaf loaves lobby location locations lockdown log logbook logic login logins logistics logo logos logs look
        loop lorries lorry lot lots loyalty luck lunch machine machines machining magazine magic mail mailbox mails
        mainstream maintenance majority makeover man management manager's manner manual manufacture manuscript map
        mapping mappings maps market marketing markets mask master match material materials meal measurement medium
        meeting meetings member members members' membership memo memory memos mentor menu menus merchandise
        merchandiser mess message messages meter meters method methods middle middleware migration mileage milestone
        milk milking mill milling mind minds minibar minute minutes miracle missus mobile mode model models module
        modules moment monitor monitoring monitors month's morning morning's most motor mould moulds move museum
        music nail name names navigation neighbour neighbour's neighbours nerve nerves network networks news
        newsletter newsroom night nights note notebook notes number numbers nurse's nursery occasion odometer office
        offices oil onboarding one ones operation operations opportunity orchestra organisation organisations
        organization outlet outlets output oven ovens overtime overview owner owners pace pack package packages
        packaging packer packers packing page pages paint painter pair pairs pallet pallets panel panels paper
        papers paperwork paragraph paragraphs parcel parcels parent parents parents' parish park parking
        participation partner partners passenger passengers password passwords patch path patient patients patients'
        pattern patterns payee payload payroll payslip payslips pc pcs pdf peace peek penny pension people
        performance person personnel pharmacy phone phones photo photos physio pick picker pickers picking picks
        picture pictures piece pieces pipeline place places plane planner planning plant plants plasterer plastic
        platform platforms playground playout plc pleasure plugin plugins plumber pocket point points policyholder
        pool popup port portal portals pos position positions post poster posters posting postings power pr practice
        praise preparation preparations prescription prescriptions presentation presentations press pressure print
        printer printers printing printout printouts prints privacy probe probes process processes processing
        product production products profile profiles program programme programs progress project projects properties
        property protocol public publication publicity publisher pump pumps pupil pupils purchases purchasing
        purpose purposes push qa qr quality quantity quarter queries query queue queues quiet race rack racks radio
        raffle rail rain ram ramp ramps range ranges rating ratings reach reaction reactions reader readers readings
        reality reason reasons receipt receipts receiving reception recipe recipes reconciliation record recording
        records recruit recruitment register registration rehab rehearsal relation relief reminder reminders replies
        reply report reporter reporters reporting reports repository reputation reservation reservations resident
        residents resource resources response responses result results retail retailer retailers rfid ribbon rights
        road robot robots role roles roll roof roofer roofs room rooms roster rosters rota rotas round route routes
        routine row rows runs russian safari safety sales sandbox sanity sap satisfaction savings scaffold scan
        scanner scanners scans scene schema school schools science scope scrap screen screens screenshot screenshots
        screw screws script scripts seals search seat seating seats section sections sector segment semester seminar
        seminars sensor sensors sentence sentences sequence series server servers service services session sessions
        set sets setup shape share shed sheet sheets shelf shelter shelves shift shifts ship shipment shipments
        shipper shippers shipping shop shops showroom sibling side sides sight signal site sites situation size
        skills sleep slip slips slogan slot slots smile smiles sms snow socket sockets software solution solutions
        son's song sort sorts soul sound source sources spa space spaces speed spelling spirit sport spot spots
        spreadsheet spreadsheets sprint sql sso staff staffroom staging staircase stall stalls stamp standard
        standards standup stapler star stars startup statement statements states station stations statistics status
        steering sticker stickers stock stocks stocktake stocktaker stocktaking storage store storekeeping storeroom
        stores stories story strategy stream street streets string structure structures student students studio
        study stuff style subscriber subscription subscriptions subtitle subtitles success summary sun supplier
        supplier's suppliers suppliers' supplies supply support surface surgeries surgery surprise survey surveys
        swimmer swipe syllabus symptom sync synchronisation synchronization system systems tab table tables tablet
        tablets tabs tachograph talk tank tap target targets tariff task tasks tea teacher teacher's teachers team
        team's teams technology telephone temperature temperatures template templates tenant tenants tenants' term
        terminal terminals territory testbed text texts thanksgiving theatre theatres theme therapy thermometer
        thesis thing things thoughts threshold throughput thumb thumbs ticket ticketing tickets tile tiles tills
        timber time times timesaver timesheet timesheets timetable timetables title titles toast today's token
        tokens ton toner tons tool toolbox tooling tools topic topics total totals touch tour town toy track tracker
        tracking tractor tractors tradition traffic trailer train trainee trainer trainers tram trams transaction
        transactions transcript transfers transition translation translations transmission transport transportation
        tray treat tree trees trend trip trouble truck trucks trust trustees turbines turn turning turnover tutorial
        type types typing tyre tyres ui unit units university unloading upgrade upgrades upload uploads uptime url
        usage use user users users' utility ux vacation vaccination vaccinations vaccine vaccines valley value
        values valve valves van vans vehicle vehicles verdict verification vessel vessels video videos view viewing
        viewings views village visit visitor visitors visits voice volume volumes volunteer volunteers voucher
        vouchers vpn wagon walkthrough wall walls ward wards warehouse warehouseman warehouses waste watch water way
        ways weather web webhook webhooks webinar webshop website websites week's weight welding wheel wheels white
        whiteboard wholesale wholesaler wholesalers widget widgets wife wife's wifi wiki window windows wine wing
        wings winner wishlist wizard wizards wms wonder wonders wood word wording wordings words work worker workers
        workflow workflows working workload workplace works workshop workshops workstation world worth writing xml
        yard yards year's yesterday's yield zone zones
    """,
    "people": """
        accountant accountants accounting accounts admin administration administrator administrators admins agent
        agents analyst analysts apprentice apprentices architect architects assistant assistants association audit
        auditor auditors baker bakers bookkeeper bookkeepers bookkeeping boss bosses boys branch branches brother
        bursar butcher buyer buyers captain captains caretaker caretakers cashier cashiers ceo cfo chair chairman
        chairwoman chef chefs chief cio clerk clerks client clients clinic colleague colleagues company consultant
        consultants controller controllers controlling coo cook cooks coordinator coordinators councillor
        councillors crew crews cto customer customers dad daughter dealer dealers dean department departments depot
        designer designers developer developers director directors dispatch dispatcher dispatchers division doctor
        doctors driver drivers editor editors electrician electricians employee employees engineer engineers
        everybody everyone expert experts factory farmer farmers father finance firm fisherman folk folks foreman
        foremen gardener gardeners girls group groups guests guys head headmaster headmistress heads helpdesk
        hospital hr husband inspector inspectors intern interns it lab ladies lads lead leader leaders leads
        librarian librarians logistics maintenance manager managers marketing mayor mechanic mechanics member
        members mom mother mum nurse nurses office officer officers offices operations operator operators ops
        organisation organization owner owners panel parents partner partners passengers patients payroll people
        pharmacist pharmacists physician physicians pilot pilots planner planners plant predecessor president
        principal procurement production professor professors programmer programmers pupil pupils purchaser
        purchasers purchasing quality readers reception receptionist receptionists rep reps researcher researchers
        residents sales salesman salesmen salespeople saleswoman school scientist scientists secretaries secretary
        seller sellers service shift shifts shop shops side sister skipper son specialist specialists staff store
        storekeeper storekeepers storeman storemen stores student students successor supervisor supervisors surveyor
        surveyors teacher teachers team teams technician technicians tenants therapist therapists trainee trainees
        treasurer trustee trustees tutor tutors user users vet vets visitors volunteer volunteers vp waiter waiters
        warehouse warehouseman wife worker workers workshop yard
    """,
}
"""Words by part of speech; see `statements`."""
