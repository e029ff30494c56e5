"""Given names in use in Italy, of Italian families and of the largest communities from abroad, folded (``text.fold``).

They are evidence for the order of names in a column and for where a compound given name ends; never for a person's sex.
Some are surnames too (Bruno, Marino, Rosa): the readers of this list must bear that.
"""

from __future__ import annotations

_MALE_WORDS = """
abdallah abdel abdelaziz abdelhak abdelilah abdelkader abdelkrim abdellah abdelmajid abdou abdoulaye abdul
abdullah abdullahi abdulrahman abebe abel abramo abu achille adalberto adam adama adamo adel adelmo adem adil
adnan adolfo adrian adriano agim agostino agron ahmad ahmed aidan aiman ajay akram alaa alan alberico albert
alberto albino alceste alcide aldo alejandro aleksandar aleksander aleksandr alessandro alessio alex alexander
alexandre alexandru alexis alfio alfonso alfred alfredo ali alin alioune alpha altin alvaro alvise amadeo amadou
amar amato amedeo amerigo amilcare amin amine amir amit amrit anacleto anand anas anatolie andi andre andrea
andreas andrei andrej andres andrew andrii andrzej angel angelo aniello anil anis anouar anselmo anthony antimo
antoine anton antonello antonin antonino antonio apollonio arben arcangelo ardian arduino aristide arjan arjun
armand armando armend arnaldo aronne arrigo arsen artan artemio arthur artur arturo ashraf asif attilio augusto
aurelio ausilio ayman ayoub aziz bakary baldassarre barnaba bartolomeo bashkim basilio bassam battista benedetto
beniamino benito benvenuto bernardino bernardo berto besnik biagio bilal bledar blerim bogdan bojan bonifacio
boris boubacar brahim brando brenno brian brizio bruce bruno bujar caio calogero camillo candido carlito carlo
carlos carmelo carmine casimiro cataldo cedric celeste celestino celso cesar cesare cesario cesidio charles
cheikh chen christian christopher ciprian cipriano ciriaco cirillo ciro claude claudio claudiu clemente
constantin corneliu corradino corrado cosimo cosmin costante costantino costanzo costel crescenzo cristian
cristiano cristobal cristoforo dalmazio damian damiano dan daniel daniele danilo dante danut dario david davide
demba demetrio denis dennis denys desiderio desmond diego dimitar dimitri dino dionigi dionisio dmytro
domenicantonio domenico donatello donato dorian doru dragan driss dritan duccio duilio dumitru edgardo edmond
edmondo edoardo eduard eduardo edward edwin egidio eleuterio elia elias eligio elio eliseo elmo elton emanuel
emanuele emidio emil emiliano emilio emmanuel emre endri enea enis ennio enrico enzo ercole eric erik erion
ermal ermanno ermenegildo ermes ernest ernesto eros esteban ettore eugen eugenio eustachio evans evaristo
ezechiele ezio fabiano fabio fabrizio fadi fadil fahad faisal faizan farid farouk fatmir fatos faustino fausto
fedele federico felice feliciano felix ferdinando fermo fernando ferruccio filiberto filippo fiorel fiorello
fiorenzo flaminio flamur flavio florian floriano florin florindo fode fortunato fouad francesco francis
francisco franco frank fred fulvio furio gabriel gabriele gaetano gani gaspare gastone gaudenzio gaurav gavino
gazmend genc gennaro george georgi gerardo geremia germano gervasio gesualdo gheorghe ghulam giacinto giacobbe
giacomino giacomo giambattista giampaolo giampiero giampietro gian giancarlo giandomenico gianfilippo gianfranco
giangiacomo gianluca gianluigi gianmarco gianmaria gianmario gianni giannino giano gianpaolo gianpiero
gianpietro gianrico gianvito gigi gilberto gildo gino gioacchino gioele giona giordano giorgio giosue
giovambattista giovanbattista giovanni giovannino giovanpaolo girolamo giuliano giulio giuseppantonio giuseppe
giustino giusto glauco godwin goffredo goran graziano gregorio grigore gualtiero guerrino guglielmo guido
guillermo gurpreet gustavo hakim hamid hamza hari harjit harpreet hasan hassan hassane hatem hector henri henry
herve hicham hristo hugo husain hussain hussein hysen iacob iacopo ibrahim ibrahima idris idriss igli ignazio
igor ihor ilario ilias ilie ilir illuminato imad imran innocente innocenzo ion ionel ionut iosif ippolito isaac
isacco isaia isidoro ismael ismail issa italo ivan ivano ivaylo ivo jack jacob jacopo jaime jakob jalal jamal
james jan jason jaspreet javier jawad jean jens jesus jeton jimmy joao joaquin joel john jonas jonathan jorge
jose josef joseph joshua josip juan julian julien julio jun kamal kamel karim karol kevin khaled khalid khalil
kofi kristian krzysztof kujtim kwame kwasi ladislao lamberto lamin lamine lando lanfranco lapo larbi lassana
laurent laurentiu lauro lazzaro leandro leo leon leonard leonardo leone leonid leonida leopoldo liam liberato
libero liberto liborio lindo lino lirim livio liviu lodovico lorenzo loris louis luan luca lucas lucian luciano
lucio ludovico luigi luigino luis lukas lukasz lulzim lupo macario maher mahmoud mahmud majid malick malik
mamadou mamadu manfredi manfredo manjit manlio manoj manolo manu manuel marc marcantonio marcel marcello marcin
marco marek marian mariano marino mario marius mariusz mark martin martino marzio massimiliano massimino massimo
mateo mateusz matteo matthew mattia maurizio mauro maxim maximilian medardo mehdi mehmet melchiorre mentor
michael michal michelangelo michele miguel mihai mihail mihajlo milan milo milos mimmo mircea mirco mirel mirko
miroslav modesto modou mohamad mohamed mohammad mohammed mohsin moise moises momodou moreno mose mostafa
mouhamed mourad moussa muhamed muhammad muhammed mustafa mustapha mykola nabil nader naim narciso nasser natale
natalino nathan naveed nazareno nazario nazzareno nello nelson nenad nereo neri neritan nestore nevio niccolo
nicholas nico nicodemo nicola nicolae nicolas nicolo nikola nikolai nikolaj nikolas nikolay nilo nino noah noe
noel noor norberto nouredine nuno nunziante nunzio octavian oddo odoardo okan oleg oleh oleksandr oleksii olindo
oliver olivier oliviero olsi omar omer omero onofrio orazio oreste orlando orso oscar osvaldo ottaviano ottavio
ottone ousmane oussama ovidio ovidiu pablo palmerino palmiro pancrazio panfilo paolino paolo parminder pascal
pasquale pasqualino patrick patrizio patryk paul paulo pavel pavlo pawel pedro pellegrino peter petr petro petru
philip philippe pierangelo pierantonio piercarlo pierfrancesco pierfranco piergiorgio piergiuseppe pierino
pierluca pierluigi piero pierpaolo pierre piersilvio pietro pino pio piotr placido pompeo pompilio porfirio
primo prince prospero quintino quinto quirino radu rafael raffaele raffaello rahul raimondo rajesh rakesh
ramadan rami ramiro ramon raniero rasheed rashid raul raymond razvan reda redouane remigio remo renato renzo
rexhep riad ricardo riccardo richard rida rinaldo rino rizieri robert roberto rocco rodolfo rodrigo roger roland
rolando rolf romain roman romano romeo romolo romualdo ronald rosario rosolino ruben rudi ruggero ruggiero rui
ruslan rustam saad sabatino sabato sabino sabri said saidou salah salem salim salman salvatore salvo sam sami
samir samuel samuele sandeep sandrino sandro sandu sanjay santi santiago santino santo santorre sauro saverio
savino sead sebastian sebastiano sebastien secondo sekou sempronio serafino serge sergei serghei sergio sergiu
sergiy sesto settimio severino severo shahid shkelzen shpetim sidi silvano silverio silvestro silvio silviu
simeon simeone simion simon simone sirio siro sisto slobodan sokol solomon sorin souleymane stanislao stanislav
stefan stefano stephen steven suresh syed taddeo taha tamer tancredi taras tarcisio tarek tariq taulant teo
teobaldo teodor teodoro teodosio terenzio terzo theo theodor thomas tiago tiberio tim timoteo tito tiziano tizio
tobia tomas tomasz tommaso toni tonino tony toto traian tranquillo tristano tudor tullio turi ubaldo ugo
ulderico ulisse umberto urbano usman vadim valdo valentin valentino valeriano valerio valeriu valter vasco vasil
vasile vasyl venanzio venerando viacheslav vico victor vijay viktor vincent vincenzo vinicio viorel virgil
virgilio virginio vitale vitalie vitaliy vito vittore vittorino vittorio vlad vladimir vladimiro vladislav
volodymyr wael walter waqas wei wilfried william wilson wladimiro wojciech xavier xhevdet yacine yahya yannick
yaroslav yasser yassin yassine yosef younes youness yousef youssef yuri yuriy yusuf yves zaccaria zaid zakaria
zakariya zbigniew zeeshan zef zeno ziad zoran zouhair
"""
MALE = frozenset(_MALE_WORDS.split())
"""Names given to boys (Andrea, Celeste … are also in ``FEMALE``)."""

_FEMALE_WORDS = """
aaliyah ada addolorata adelaide adele adelia adelina adelinda adina adriana afef agata agnes agnese agnieszka
agostina aicha aida aisha aissatou alba albana alberta albina alda alejandra aleksandra alessandra alessia
alexandra alfonsa alfonsina alice alida alina alla allegra alma alona amal amalia amanda amanpreet ambra amelia
amina aminata amira amna ana anabela anastasia andrea andreea andreina angela angelica angelika angelina angiola
anila anisa anita anja anna annabella annachiara annalaura annalisa annamaria annarita annarosa annette
annunziata antoaneta antonella antonia antonietta antonina anxhela arcangela arianna armanda arta asia asma
asmaa assunta assuntina astrid asya augusta aurelia aurica aurora awa aya ayesha aynur azzurra barbara
bartolomea battistina beata beatrice beatriz benedetta berenice bernadetta bernarda berta besa bianca
biancamaria bice bintou blerina blessing bona bozena brigida brigitta bruna brunella brunilda camelia camilla
candida carine carla carlotta carmela carmelina carmen carola carolina cassandra catalina caterina catherine
catia catiuscia cecilia celestina cesarina cesira chaimae chantal charlotte cheima chiara christiane christine
cinzia claire clara clarissa claudia clelia clementina cleofe clorinda clotilde concetta concettina consiglia
consolata consuelo cora corina corinna cornelia cosetta cosima costantina costanza cristiana cristina dafne
dalia dalila damiana daniela daniella danuta daria debora deborah delfina delia delphine demetra denisa denise
desiree diamante diana diellza diletta dina doina dolores domenica dominique domitilla donata donatella donika
dora dorella doriana dorina doris dorota dorotea edda edi edith editta edlira edna edvige egle elda elena
eleonora eletta eliana elide elif elina elira elisa elisabeta elisabeth elisabetta elizabeth elona elsa elvira
elzbieta ema emanuela emilia emiliana emiljana emily emine emma enkeleda enrica enrichetta enza erica erika
ermelinda erminia ermira ernesta ersilia esmeralda esperanza ester esterina esther eufemia eugenia eva evelina
evelyn ewa fabia fabiana fabiola fabrizia fadila fadma faith fanta fatiha fatima fatime fatjona fatma fatou
fatoumata fausta faustina favour federica felicia felicita fernanda fiamma fiammetta filippa filomena fiora
fiordaliso fiorella fiorentina fiorenza fjolla flaminia flavia flora florentina floriana florina florinda
fortunata franca francesca francine fulvia gabriela gabriella gaetana gaia galina gelsomina gemma genoveffa
gentiana genziana germana gessica geta ghita ghizlane giacinta giacoma giacomina giada gianna giannina gigliola
gilda gina ginevra gioconda gioia giordana giorgia giorgina giovanna giovannina gisella gislena giuditta giulia
giuliana giulietta giuseppa giuseppina giusi giustina giusy gjyste glenda gloria gordana grace grazia graziana
graziella grazyna greta guendalina guglielmina gulsen habiba hafsa hajar halima halyna hana hanan hanane hanna
hasna hawa hayat helen helena helene henda hiba houda iclea ida idia ikram ilaria ilda ileana ilenia ilham ilona
iman imane imma immacolata inas ines inna ioana iolanda iole ionela irena irene irina iris irma iryna isa isabel
isabella isidora isotta itala ivana ivanka ivona ivonne iwona jacqueline jadwiga jana jane janet jasmina jasmine
jelena jennifer jenny jessica joana joanna johanna jolanda josephine joy judith julia juliana juliane juliette
jyoti kadiatou kaoutar karima karin karina karolina katarina katarzyna kateryna katherine kathleen katia
katiuscia kawtar kenza keti khadija khadijatou khady kinga klaudia klea kristina krizia ksenia laila lara larisa
larysa latifa laura lauretta laurina lavinia lea leda leila lejla lella lena lenuccia leonarda leonia leonilda
leonora letizia leyla lia liana licia lidia lidija lilia liliana liliya liljana lina linda lindita lisa lisetta
liudmila livia liviana ljiljana loana loredana lorella lorena lorenza loretta loriana loubna luana lucetta lucia
luciana lucie lucilla lucrezia lucy ludmila ludmyla ludovica luigia luigina luisa luisella lule luljeta luminita
luz lyudmila maddalena mafalda magali magda magdalena maia maida malgorzata malika manal manuela mara marcella
margaret margarita margherita mari maria mariacarla mariachiara mariacristina mariaelena mariafelicita
mariagiovanna mariagrazia marialaura marialuisa mariama mariame mariana mariangela mariangiola marianna
mariapaola mariapia mariarita mariarosa mariarosaria mariasole mariastella mariateresa marica marie mariella
marietta marija marika marilena marilina marilisa marilu marina mariolina marisa marisella maristella mariya
marjana marketa marsela marta martha martina mary maryam maryna marzia massima matilda matilde maura maurizia
maya melania melissa mercedes merita merveille micaela michela mihaela milena milica milva mimma mimoza mina
mira miranda mirela mirella miriam mirjana mirta mirtilla moira mona monia monica monika morena morgana mounia
myriam nabila nadege nadezhda nadia nadiya nadja naima najat najwa nancy natalia natalina nataliya natalya
natascia natasha nawal nazarena nella nerina nermina nezha nia nicla nicole nicoleta nicoletta nilde nina ninfa
nisrine nives noemi nora norma nouhaila nour novella nuccia nunzia nunziata oana odeta odette oksana oleksandra
olena olga olha olimpia oliva olivera olivia ombretta onorina orestina oriana orietta ornella orsola orsolina
ortensia osvalda ottavia oumaima oumou palma palmira pamela paola paoletta paolina parveen pasqua
pasqualina patience patricia patrizia paula paulina perla petra petronela petronilla pia piera pierangela
pierina pina pooja precious priscilla priya quintina rachele radka raffaella rahma rajae ramata ramona rania
ranja rawan razije rebeca rebecca regina rekha remigia renata renza rina rita roberta rocio rodica rokia romana
romilda romina rosa rosalba rosalia rosalinda rosamaria rosangela rosanna rosaria rosaura roselia rosella
rosemary rosetta rosina rosita rossana rossella rossina roxana rubina rukhsana ruth ruxandra sabina sabrina
saida salima salma salwa samanta samantha samia samira samuela sana sanaa sandra sandrine sanela sanja santa
santina sara sarah saveria savina sebastiana selene selvaggia serafina serena severina seynabou sharon sheila
shpresa shqipe sibilla siham sihem silvana silvia silviya simona simonetta sindi slavica smeralda snezana sofia
sofija sokhna sole sonia sonja sophia sophie soukaina stefania stefanie stella stephanie suela sultana sumaya
susanna susi susy suzana svetlana sveva svitlana sylvie sylwia tahira tamara tania tanja tatiana tatjana tatyana
tea tecla teodora teresa teresina tetiana teuta thea tilde tina tiziana tosca touria tranquilla tullia ursula
ursule valbona valentina valentyna valeria valeriya vanda vanessa vania vanna vasilica venera venusia vera
verdiana veronica veronika vesna victoria viktoria vilma vincenza viola violeta violetta viorica virginia
viridiana vita vitalba vitalia vittoria vittorina viviana vjollca wafa wanda wiktoria wilma xhuljana yasmin
yasmina yasmine ylenia yolanda yulia yuliya yvette yvonne zahra zaira zeinab zelinda zhanna zineb zita zoe zofia
zohra zoryana zsuzsa
"""
FEMALE = frozenset(_FEMALE_WORDS.split())
"""Names given to girls."""

GIVEN_NAMES = MALE | FEMALE
"""Every known given name."""
