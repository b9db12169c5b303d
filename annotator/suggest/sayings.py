"""Verbs of saying, French and English, in the forms in which the press prints them. All folded."""

from annotator.domain.folding import fold

# Regular ones by their stems: declar-e, -ait, -ant, -é …
_FRENCH_STEMS = """
accus affirm ajout annonc appel appell appuy argu argument articul assen assur attaqu attest avanc
avou balbuti blâm bégay caricatur certifi chuchot clam command comment concèd condamn confess
confi confirm conseill consid considèr constat contest continu cri critiqu demand diagnostiqu
déclam déclar décrèt dénonc déplor détaill enchaîn estim exclam exhort exig expliqu exprim fustig
félicit grogn grommel grommell grond gronç hasard hurl hésit imagin implor imput indiqu inform
insinu insist interpell interrog invit invoqu ironis jug jur justifi lanc lou louang lâch manifest
martel menac mentionn minimis murmur ni not nuanc object observ ordonn pens pest plaid plaisant
press proclam pronostiqu propos protest précis qualifi questionn racont raill rappel rappell
rapport redout refus regrett rejet rejett relat relev remarqu remerci reproch ripost réclam récus
répliqu répèt résum rétorqu révèl salu signal signifi somm souffl souhait soulign soupir soupçonn
suggèr suppli suppos susurr tempèr tempêt termin tonn tranch témoign vant écart éclat écri énumèr
évoqu
"""
_ENDINGS = "e es ent er a ai ait aient ant era eront erait eraient erent ez ee ees"
_FRENCH_FORMS = """
dit disent disait disaient dirent dira diront dirait disant dis disais dire dites
redit redisait prédit prédisait contredit
répond répondent répondait répondaient répondit répondirent répondu répondant répondis
rétorque rétorqua soutient soutiennent soutenait soutenaient soutint soutenu soutenant
promet promettent promettait promettaient promit promis promettant
admet admettent admettait admit admis admettant
reconnaît reconnaissent reconnaissait reconnut reconnu reconnaissant
reprend reprennent reprenait reprit repris reprenant reprirent
poursuit poursuivent poursuivait poursuivit poursuivi poursuivant
avertit avertissent avertissait averti avertissant
prévient préviennent prévenait prévint prévenu prévenant
dément démentent démentait démentit démenti démentant
prétend prétendent prétendait prétendit prétendu prétendant
conclut concluent concluait conclu concluant
écrit écrivent écrivait écrivit écrivant
craint craignent craignait craignit craignant
prévoit prévoient prévoyait prévu prévoyant
croit croient croyait croyaient cru croyant
voit promeut convient convenait convint convenu convenant
interrompit interrompt interrompu interrompait
réfléchit gémit gémissait rugit rugissait bondit applaudit renchérit renchérissait renchéri
réjouit réjouissait réjoui fit fait faisait firent font faisant
exclut excluent excluait exclu excluant enjoint enjoignait enjoignit
maintient maintenait maintint maintenu maintenant s'engage engage engagé engageait engagea
entend entendait souhaite apprend apprit appris apprenait
veut voulait réagi réagit réagissait plaint plaignait plaignit enquiert enquit
"""
_ENGLISH_FORMS = """
said say says saying told tell tells telling added add adds adding stated state states stating
declared declare declares declaring announced announce announces announcing claimed claim claims
claiming warned warn warns warning accused accuse accuses accusing denied deny denies denying
insisted insist insists insisting argued argue argues arguing explained explain explains explaining
reported reports reporting noted notes noting replied reply replies replying
asked asks asking urged urge urges urging vowed vow vows vowing pledged pledge pledges pledging
promised promise promises promising condemned condemn condemns condemning criticised criticized
criticises criticizes acknowledged acknowledges admitted admits asserted asserts believes believed
called calls calling complained complains concluded concludes confirmed confirms contended contends
cautioned cautions demanded demands described describes disclosed emphasised emphasized estimated
expressed hoped hopes maintained maintains mentioned observed observes recalled recalls rejected
rejects remarked remarks repeated repeats responded responds revealed reveals stressed stresses
suggested suggests testified testifies thinks thought threatened threatens tweeted underlined
wrote writes welcomed welcomes whispered shouted cried muttered exclaimed answered
"""
# They speak only in an incise: fit-il, poursuit le ministre.
_ONLY_INVERTED = """
fit fait faisait firent font faisant voit veut voulait entend entendait croit cru réfléchit bondit
pense pensait hésite hésita
"""
_MEDIA = """
agence agency presse press journal newspaper quotidien daily hebdomadaire weekly magazine télévision
television radio chaîne média médias media site news revue dépêche gazette tribune
"""


def _folded(listed: str) -> frozenset[str]:
    return frozenset(map(fold, listed.split()))


def _conjugated() -> frozenset[str]:
    stems = map(fold, _FRENCH_STEMS.split())
    return frozenset(stem + ending for stem in stems for ending in _ENDINGS.split())


VERBS = (_conjugated() | _folded(_FRENCH_FORMS) | _folded(_ENGLISH_FORMS)) - _folded("maintenant")
ONLY_INVERTED = _folded(_ONLY_INVERTED)
RELAYING = frozenset(
    form for form in VERBS if form.startswith(("rapport", "relat", "indiqu", "annonc", "report"))
) | _folded("cité citait citant écrit écrivait révèle relayé relaie relayait citing quoted wrote")
MEDIA = _folded(_MEDIA)
