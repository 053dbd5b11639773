/** Words that say little about what a task is about. */

/** Not looked at, but inside phrases: English ones, and those of a few other languages. */
export const stopWords = `
able about above across after again against all allen along already als also although always am among an and any
anybody anyone anything are around as at auch auf aus aux avec away back be because been before bei being below
between both but by can con could d dans das del dem den der des did die do does doing done du durch during each ein
einem einen einer either el elle else en er es est et even ever every everybody everyone everything far few for from
fuer fur get gets got haben had has hat have having he her here hereby hers his how however i if il im in inside
instead into is ist it its itself just kann la le least let like ll los m man many may me mehr might mit more most
much muss must my nach ne near need needs neither nicht no nobody noch none nor now nur oder of off often on once one
ones only onto or other others ou our ours out over own par para pas per please por pour que qui quite rather re
really s same sans se seem seems seit several shall she should sich sie simply since sind so soll some somebody
someone something sont soon still su such sur t than that the their theirs them themselves then there therefore these
they thing this those though through thus to today together tomorrow too two über un una und under unless unter until
up upon us ve very via vom von vor was we werden were what whatever when where whether which while who whom whose why
will wir wird with within without would wurde wurden y yes yesterday yet you your yours yoursa zum zur
`;

/** Looked at, with little weight: general verbs, adjectives and nouns, and the words in which tasks are written. */
export const commonWords = `
accept accidental accord act action active actively activity actual added additional advance affect afternoon agent
agree ahead aim aktualisieren aktuell almost alone alt alten alternative amount annoy answer anyway anywhere apart
apparently appear application approach appropriate apps area arrange arrive ask assign associate assume assumption
attach attempt attention available avoid aware backlog bad bald base basic basis became become beenden beendet begin
behave behavior behaviour believe best better bit bitte blocker body braucht bring browser busy bytes call came
campaign care carry case cause center central chance change characters cheap checklist choose chose claim class clear
clearly click client code collect colour come comma command comment common company compare complain complete component
concern concurrency condition conf confirm connect consider consist constant consumption contact contain contained
containing contains content control convenient copy correctly count couple course cover creation criteria critical
current custom customise customize customs daher dann data date datei dauert deal decent decide decision default
defined definition degree delivered delivery demand density description desired desk desktop detail detect device
dienst dienstag difference difficult digest directly director directory discover display donnerstag doubt dozen
dringend early easily easy edit effect effort eight element eleven empty end endet engineer enormous enough ensure
enter entire entries environment equal especially event exact exactly example except exist expect explain explicit
explicitly express extra facing fact fall false fast feature feel fehl fehler fehlt field fifty figure file final
finally find finish first fit five flag flow folder follow force forget forgotten form format former found four free
freitag frequent fresh friday front fulfil fully function funktioniert further future ganz gap general generally
generic gib gibt give given global go goes good great große group guess half hand handle happen happy hard heavy held
help helper heute high hold home hook hope hosted hour http huge human hundred idea ideally identify ignore immediate
immer impact important impossible improve include incoming inconsistent independent indicate indicates individual info
inform infrastructure initial inner input insist inspect instance integrate intend interesting interface interval
involve issued item iteration jede jeden jeder join keep kein keinen kept kind knew know known landscape large largest
last late later läuft lead leave left length letter level life lifecycle lifetime line link list listen little live
lives living load local location long longer look loop loose lot low made main mainly maintain major manage mandatory
manual mark match matter maximum mb mean measure mechanism meet mehrere member mention method midnight minimal minimum
minor minute mistake mittwoch mixed mode modern modify möglich moment monday montag month morgen morning multiple
nächtliche nächtlichen name native nearly necessary neu neue neuen neuer new newest newly next nice nine noise noisy
noon normal note notice number object obvious occasion occupy occur ok older oldest ongoing online opened operate
operates operating operation operations opinion option original originally otherwise outcome output outside overall
overload overview owner pair paper parallel parameter part partial particular party pass past path patience pattern
peak people percent perfect perform period permanent person phase physical pick picture piece place plain plan plugin
plus point policy poor popular position possible post posting posts potential practice prefer prefix prepare presence
present press presumably prevent previous previously print private probably proceed process produce product products
program programme project prone proper properly property propose provide public purely purpose put quality quarter
question quick quickly quiet ran range rate reach read readable ready real realise reason receive recent recheck
recommended recorded redeploy redesign refer regard regular regularly related relevant reliable remain remember
reopened repeat repeatedly reply reproduce request require respond response rest result return review rewrite rid
right rise room rough row ruin rule run rush safe sample samstag sane saturday save saved saves say scheme schlägt
scope script second section see seen select self send sensible sent separator sequence series serve seven shape share
ships short shot show side sign signal signs silent similar simple simpler single situation six size slightly small
smoothly solely sollte solution solve somewhere sonntag source spaces speak special specific specified spend stable
stack stakeholder stand standard state statement statistics status stay step stick store stories strange strategy
strict string strong structure struggle style subject succeed success successful successfully sudden suddenly suggest
suitable sum summary sunday supply support suppose sure surface surprising suspicious swallow switch system take taken
talk task technical tell template temporarily temporary ten tend term terminal terminals text thank thousand threshold
throw thursday ticket tidy tie time timestamp tiny title tool top topmost total touch towards treat tried trigger
trivial true truth try tuesday turn twelve twenty twice type typical unaffected unclear uneven unevenly unexpected
unique unit unknown unlike unnecessary unprocessed urgent usage usual utilisation valid validity value variable
variant various vary view visible visit vorhanden wait wall want wasted way wednesday week weekend wegen weil weird
welcome well went whenever whole wide wieder window wipe wish wonder word work workaround world worry worse worth
written wrongly wrote year zeit zurzeit
`;
