"""Quillbarrow, an online shop for paper, ink and pens that does not exist: its people and services."""

from demo.facts import Person, Service, Team

SHOP = "Quillbarrow"
DOMAIN = "quillbarrow.example"
COUNTRY = "DE"  # whose public holidays the organisation keeps
ZONE = "Europe/Berlin"

STOREFRONT, API, DATABASE, SUPPORT = "storefront", "api-platform", "data-platform", "support"

TEAMS = (
    Team(STOREFRONT, "Storefront", "team-storefront", "Everything between the first page and the receipt."),
    Team(API, "API Platform", "team-api", "The services that the shop, the app and partners talk to."),
    Team(DATABASE, "Data Platform", "team-database", "Databases, the pooler before them, jobs and reports."),
    Team(SUPPORT, "Customer Support", "support", "Answers customers and keeps the status page."),
)

_BERLIN, _KOLKATA, _VANCOUVER = "Europe/Berlin", "Asia/Kolkata", "America/Vancouver"

PEOPLE = (
    Person("ilse", "Ilse Brandvik", STOREFRONT, "Engineer", _BERLIN, "U04QBILSE1", 780),
    Person("tomasz", "Tomasz Okafor", STOREFRONT, "Tech lead", _BERLIN, "U04QBTOMA2", 1460),
    Person("leila", "Leila Haddadin", STOREFRONT, "Engineering manager", _BERLIN, "U04QBLEIL3", 1120),
    Person("arjun", "Arjun Velankar", API, "Engineer", _KOLKATA, "U04QBARJU4", 640),
    Person("nandini", "Nandini Thakkar", API, "Senior engineer", _KOLKATA, "U04QBNAND5", 1310),
    Person("joost", "Joost Terhaar", API, "Staff engineer", _BERLIN, "U04QBJOOS6", 1690),
    Person("renata", "Renata Solis", DATABASE, "Database engineer", _VANCOUVER, "U04QBRENA7", 1930),
    Person("caleb", "Caleb Otieno", DATABASE, "Data engineer", _VANCOUVER, "U04QBCALE8", 900),
    Person("hana", "Hana Mizrahi", DATABASE, "Data engineer", _BERLIN, "U04QBHANA9", 74),
    Person("beatriz", "Beatriz Falcão", SUPPORT, "Support lead", _BERLIN, "U04QBBEAT0", 1240),
    Person("meera", "Meera Pillai", SUPPORT, "Support specialist", _KOLKATA, "U04QBMEER1", 410),
    Person(
        "oona", "Oona Karhu", "", "Reliability lead", _BERLIN, "U04QBOONA2", 1050, is_programme_owner=True
    ),
    Person(
        "sipho", "Sipho Lindqvist", "", "Internal tools", _BERLIN, "U04QBSIPH3", 1580, is_administrator=True
    ),
)

SERVICES = (
    Service("checkout", "Checkout", STOREFRONT, "Basket, address, payment, receipt.", True),
    Service("storefront-web", "Storefront web", STOREFRONT, "The shop's pages.", True),
    Service("search", "Search", STOREFRONT, "Finds products; its index is rebuilt at night.", True),
    Service("api-gateway", "API gateway", API, "One door for web, app and partners.", True),
    Service("orders-api", "Orders API", API, "Prices baskets, places orders, answers where they are."),
    Service("payments-adapter", "Payments adapter", API, "Talks to the payment providers."),
    Service("mailer", "Mailer", API, "Sends what the shop has to say: confirmations, resets, newsletters."),
    Service("identity", "Identity", API, "Sign-in and customer accounts.", True),
    Service("orders-db", "Orders database", DATABASE, "PostgreSQL: a primary and two replicas."),
    Service("orders-pool", "Orders pooler", DATABASE, "PgBouncer before the orders database."),
    Service("stock-reconcile", "Stock reconciliation", DATABASE, "Compares our stock with the warehouse's."),
    Service("reporting", "Reporting", DATABASE, "Nightly figures and the dashboards made of them."),
    Service("help-desk", "Help desk", SUPPORT, "Tickets, chat with customers, status page.", True),
)

PERSON = {person.slug: person for person in PEOPLE}
TEAM = {team.slug: team for team in TEAMS}
SERVICE = {service.slug: service for service in SERVICES}
