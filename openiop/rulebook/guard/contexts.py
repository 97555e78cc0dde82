"""Words around a word that tell a person from a thing. All folded; English and Spanish together."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Only people do this. Past, and the present of notes.
SAYING = _set(
    """said says told tells asked asks replied answered shared shares reported reports stated states mentioned
    expressed explained described describes admitted denied agreed disagreed apologized apologised thanked joked
    laughed smiled cried wept nodded talked talks spoke speaks whispered suggested recommended complained
    commented responded interrupted disclosed confided argued insisted promised volunteered invited greeted hugged
    texted texts emailed phoned remarked noted added offered admits agrees thinks thought believes knows knew
    wants wanted acknowledged listened attended arrived joined participated practiced practised rehearsed
    roleplayed apologizes confronted congratulated complimented reassured comforted teased challenged validated
    encouraged recalled remembered disagrees reminded warned confessed accepted praised patted forgave argues
    paired partnered wrote drew sat walked blurted yelled shouted chuckled shrugged hesitated waited dijo dice
    conto cuenta pregunto respondio contesto compartio comparte explico expreso comento menciono hablo habla
    platico admitio nego acordo acepto agradecio lloro rio sonrio asintio sugirio recomendo invito ofrecio
    prometio escucho asistio llego participo practico abrazo saludo llamo opino confeso reconocio relato describio
    apoyo"""
)
# People do this, and things do it too.
ACTING = _set(
    """came comes went left gave gives took takes helped helps made read reads wrote writes sat stood walked worked
    works brought showed led started began completed finished missed returned returns called calls met kept got
    had has seemed looked appeared felt did does tried used chose needed passed paired partnered played drew
    supported identified discussed discusses supports sees saw heard hears lives likes liked loves loved hates
    presented processed reviewed engaged declined refused struggled planned named listed wondered realized checked
    vino fue dio tomo ayudo trajo leyo escribio trabajo salio se estaba estuvo tuvo hizo quiso pudo llevo mostro
    parecia parecio volvio ha habia tenia"""
)
BEING = _set(
    "was is seemed looked appeared felt isnt wasnt remained stayed became sounded estaba estuvo parecia parecio"
)
# What a person is, and hope, a bill or a summer is not.
PERSONAL = _set(
    """late absent present quiet tearful upset anxious nervous angry sad tired sick here there ready hesitant
    withdrawn engaged attentive irritable talkative silent crying talking asking listening laughing sitting
    standing unable willing afraid scared worried ashamed excused sober high drunk excited discharged admitted
    hospitalized ausente presente tarde callado callada triste ansioso ansiosa cansado cansada molesto molesta
    llorando hablando"""
)
# What people give and have for each other: "Joy gave feedback", but "Hope gives strength".
TALK = _set(
    """feedback advice suggestions examples tips notes consejo consejos retroalimentacion comentarios opinion
    opiniones sugerencias"""
)
GIVING = _set("gave gives brought made took had read wrote dio hizo trajo")
SUBJECTS = _set("he she they it we you i who el ella ellos there client member patient group please must can")
# Whom one tells, asks or thanks is a person, even written small.
ADDRESSING = _set("told asked thanked hugged greeted texted congratulated interrupted invited praised forgave")
SUFFERING = ADDRESSING | _set("confronted comforted encouraged reassured reminded warned challenged helped supported")
RELIGIOUS = _set(
    "virgin virgen prays pray prayed praying prayer god lord dios church reza rezo believes believe san santa"
)
APPOINTED = _set("planned scheduled set due booked review discharge court appointment date begins starts month mes")
SEASONAL = _set("end ends start day days heat night nights beginning")
CLITICS = _set("le les se me te lo la nos")
# Capitals that make no name: what these say of a thing is more frequent.
CAPITAL_WORDS = _set("christian")
# A name follows naturally.
LEADING = _set(
    """with per told asked thanked and between from to for by beside near hugged called texted interrupted helped
    supported heard joined paired partnered confronted challenged comforted invited met saw like than about toward
    towards con a y e entre para por de junto ayudo apoyo escucho pregunto dijo segun como sobre hacia"""
)
DETERMINERS = _set(
    """the a an this these those his her their my our your its some any no every each more less much little own
    living losing lost finding"""
)
LAST_NAMES = _set(  # everyday words that are above all last names after a first one
    """king baker cook carter miller taylor walker hunter fisher porter cooper mason parker turner potter ward wood
    woods hill hall stone brown green black white gray young long short rich price bell brooks rivers field fields
    banks bush ford love day moon wolf fox bird hawk rock cross church bishop pope knight"""
)
ABBREVIATED = _set("aa na ca ga oa md rn np pa dr si hi am pm us uk dc po jd tb iv pt ot dv ed er ad hd pc tv id")
MEASURES = _set("min mins sec hrs hr mg kg lbs oz")
COUNTING = _set("one two three four five six seven eight nine ten dos tres cuatro cinco seis siete ocho nueve diez")
ADJECTIVES = _set(
    """old new used big little first last red blue white black green pink same whole small nice deep true real good
    great strong renewed false fresh beautiful long short hot cold late early final only next best favorite
    favourite"""
)
SPANISH_DETERMINERS = _set(
    """el la los las un una unos unas su sus mi mis tu tus este esta ese esa aquel aquella cada otro otra algun
    alguna ningun ninguna mucha mucho mas lo al del"""
)
RELATIONS = _set(
    """brother sister mother mom mum dad father son daughter husband wife spouse partner boyfriend girlfriend fiance
    fiancee ex cousin uncle aunt auntie nephew niece grandmother grandma grandfather grandpa granddaughter
    grandson grandchild stepfather stepmother stepson stepdaughter stepdad stepmom stepbrother stepsister twin
    sibling child kid baby toddler friend neighbor neighbour roommate housemate coworker colleague boss employer
    supervisor manager dog cat pet puppy godson goddaughter godmother godfather landlord classmate husbands wifes
    inlaw family hermano hermana madre mama padre papa hijo hija esposo esposa marido mujer novio novia primo
    prima tio tia sobrino sobrina abuelo abuela nieto nieta cunado cunada suegro suegra amigo amiga vecino vecina
    jefe jefa pareja padrastro madrastra gemelo gemela bebe perro gato compadre comadre padrino madrina"""
)
PROFESSIONS = _set(
    """dr doctor dra nurse therapist counselor counsellor psychiatrist psychologist clinician facilitator leader
    coach sponsor sponsee officer judge attorney lawyer pastor father reverend rabbi imam priest teacher professor
    instructor caseworker worker manager director pharmacist physician staff specialist rn lcsw lmft coordinator
    author singer actor president saint doctora enfermera enfermero terapeuta consejera consejero psiquiatra
    psicologa psicologo facilitadora facilitador padrino madrina oficial juez jueza abogado abogada pastora
    maestra maestro profesora profesor trabajadora trabajador directora san santa santo"""
)
TITLES = _set("mr mrs ms mx miss sr sra srta senor senora senorita don dona")
CALLED = _set("named called llamado llamada nombre")
# After one of these a day, a month or a season is meant.
TIMELY = _set(
    """in on since until till during early mid late last next this every of by before after through all past each at
    spring en desde hasta durante de para antes despues pasado proximo este cada del al el"""
)
MONTHS = _set(
    """january february march april may june july august september october november december enero febrero marzo
    abril mayo junio julio agosto septiembre octubre noviembre diciembre"""
)
CALENDAR = MONTHS | _set(
    """summer autumn winter spring easter christmas noel sunday monday tuesday wednesday thursday friday saturday
    domingo pascua navidad primavera verano dawn alba"""
)
DAY_PARTS = _set("dawn alba aurora")
# Virtues and the like: they help, come and go as people do.
ABSTRACT = _set(
    """hope faith grace joy charity mercy patience prudence serenity harmony love peace trinity destiny honor honesty
    felicity constance verity liberty justice unity glory heaven journey genesis trust art melody sage christian
    esperanza fe gracia alegria paz luz sol amor consuelo soledad socorro milagros remedios dolores caridad alma
    victoria gloria libertad trinidad salud amparo cruz merced rocio angel angels"""
)
# Beginning a sentence, these ask or tell what will be; as a name they are followed by a past tense.
MODALS = _set("will may can")
# Also a name where it is written small: hardly anybody writes the other word in a note.
NAMES_FIRST = _set(
    """maria mike bob peter nick martin ken carol matt harry jay tommy jose luis carlos ana pedro pablo jorge elena
    carmen lucia laura david daniel marco mario ray jerry terry marina jenny sonia diana clara sofia julia emma
    anna jane sally wally josh jimmy molly rene nancy sara sarah alan adam alex andy ben dan jim joe john kate kim
    leo liz meg mel ron roy sam sid stan steve sue tim tom tony vic"""
)
PLACE_BEFORE = _set(
    "san santa santo saint st ste sta fort ft port mount mt mont lake cape camp north south east west new"
)
PLACE_AFTER = _set(
    """street st avenue ave road rd drive lane ln boulevard blvd court ct place square plaza park hospital church
    chapel house center centre clinic school academy college university county city town village river creek lake
    beach bay hill hills valley mountain mountains bridge station mall store shop restaurant cafe bar club
    foundation institute shelter building hall heights island middle elementary high health medical memorial
    library museum prayer day week month group program programme workbook book journal project therapy room
    district parish temple mosque league bowl calle avenida hospitales iglesia casa centro escuela clinica"""
)
# Places that are given names as well, and the words that take one there.
PLACES = _set(
    """jordan austin paris georgia virginia carolina florence charlotte madison savannah brooklyn sydney phoenix
    denver jackson lincoln washington cheyenne dakota montana israel chad kenya india china asia santiago valencia
    sevilla cordoba trinidad dallas houston chelsea camden cleveland orlando memphis london vienna verona milan
    rome troy salem raleigh marion eugene helena aurora lourdes loreto lima america dayton tyler laredo reno
    sierra carson alexandria odessa regina victoria adelaide concord lansing clinton hamilton holland ireland
    britain egypt cairo malta nevada arizona tennessee texas indiana louisiana maryland delaware francisco diego
    antonio angeles jose luis juan guadalupe mercedes rosario leon merida granada colombia argentina roma lincoln
    jasper logan kingston easton boston devon lorraine bethany hudson aspen sedona"""
)
PLACELIKE = _set("in near throughout visiting visited outside inside across around leaving downtown via en desde cerca")
TRAVEL = _set(
    """moved moving move flew fly flying drove drive driving travel traveled travelled traveling trip trips came come
    comes back born flight deployed relocated returned return returning went go going goes headed lives lived
    living family refugee visit visits visiting grew raised stationed immigrated emigrated bus train road viajo
    viaje viajar mudo mudarse vino volvio nacio fue ir vive vivio regreso"""
)
# What goes by a person's name without being a person.
THINGS = frozenset(
    (first, second)
    for first, _, second in (
        pair.partition("_")
        for pair in _set(
            """jack_daniels jack_daniel jim_beam captain_morgan jose_cuervo mary_jane uncle_sam john_doe jane_doe
            bill_w sams_club sam_club tom_collins bloody_mary hail_mary virgin_mary ave_maria virgen_maria
            ben_jerry jerry_garcia trader_joe trader_joes papa_john papa_johns sloppy_joe johns_hopkins
            martin_luther miss_piggy victoria_secret mercedes_benz grey_goose sierra_nevada johnnie_walker
            johnny_walker samuel_adams sam_adams dr_bob dr_phil carl_jr patrick_day valentine_day peeping_tom
            santa_claus jesus_christ jose_cuervos christmas_carol rosie_riveter dear_john plain_jane average_joe
            nervous_nellie mark_twain bill_story bills_story frank_sinatra art_therapy rosa_parks jack_box
            old_glory robin_hood peter_pan joy_division grace_period summer_camp will_grace wells_fargo
            harry_potter santa_monica johnny_cash ray_charles al_anon"""
        )
    )
)
