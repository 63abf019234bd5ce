"""MISP ``drugs``: substances by their chemical class. The codes are words, and our labels are those words.

Some codes have a blank or an entity of HTML in them; they stand here as their tags have them.
"""

from bowstreet.vocabulary.taxonomies.taxonomy import MISP_LICENCE, MISP_SOURCE, Taxonomy, from_codes, worded

_VALUES = {
    "alkaloids-and-derivatives": from_codes("""
ajmaline-sarpagine-alkaloids aporphines camptothecins cephalotaxus-alkaloids cinchona-alkaloids
eburnan-type-alkaloids epibatidine-analogues ergoline-and-derivatives harmala-alkaloids ibogan-type-alkaloids
lupin-alkaloids morphinans phthalide-isoquinolines protoberberine-alkaloids-and-derivatives tropane-alkaloids
vinca-alkaloids yohimbine-alkaloids
""")
    | {
        each: worded(each)
        for each in (
            " allocolchicine-alkaloids",
            " Amaryllidaceae alkaloids",
        )
    },
    "benzenoids": from_codes("""
anthracenes benzene-and-substituted-derivatives dibenzocycloheptenes fluorenes indanes indenes-and-isoindenes
naphthacenes phenanthrenes-and-derivatives phenol-esters phenol-ethers phenols pyrenes tetralins
triphenyl-compounds
"""),
    "homogeneous-metal-compounds": from_codes("""
homogeneous-actinide-compounds homogeneous-alkali-metal-compounds homogeneous-alkaline-earth-metal-compounds
homogeneous-lanthanide-compounds homogeneous-metalloid-compounds homogeneous-post-transition-metal-compounds
homogeneous-transition-metal-compounds
"""),
    "homogeneous-non-metal-compounds": from_codes("""
halogen-organides homogeneous-halogens homogeneous-noble-gases homogeneous-other-non-metal-compounds
non-metal-oxoanionic-compounds other-non-metal-halides other-non-metal-organides
"""),
    "hydrocarbons": from_codes("polycyclic-hydrocarbons"),
    "hydrocarbon-derivatives": from_codes("tropones"),
    "lignans,-neolignans-and-related-compounds": from_codes("""
aryltetralin-lignans dibenzylbutane-lignans flavonolignans furanoid-lignans lignan-lactones
"""),
    "lipids-and-lipid-like-molecules": from_codes("""
fatty-acyls glycero-3-dithiophosphocholines glycerolipids glycerophospholipids prenol-lipids saccharolipids
s-alkyl-coas sphingolipids steroids-and-steroid-derivatives
"""),
    "mixed-metal/non-metal-compounds": from_codes("""
alkali-metal-organides alkali-metal-oxoanionic-compounds alkali-metal-salts alkaline-earth-metal-organides
alkaline-earth-metal-oxoanionic-compounds alkaline-earth-metal-salts metalloid-organides
metalloid-oxoanionic-compounds miscellaneous-mixed-metal/non-metals
other-mixed-metal/non-metal-oxoanionic-compounds post-transition-metal-organides
post-transition-metal-oxoanionic-compounds post-transition-metal-salts transition-metal-organides
transition-metal-oxoanionic-compounds transition-metal-salts
"""),
    "nucleosides,-nucleotides,-and-analogues": from_codes("""
2',3'-dideoxy-3'-thionucleoside-monophosphates 2',5'-dideoxyribonucleosides
(3'-&gt;5')-dinucleotides-and-analogues 5'-deoxyribonucleosides (5'-&gt;5')-dinucleotides
benzimidazole-ribonucleosides-and-ribonucleotides flavin-nucleotides glycinamide-ribonucleotides
imidazole[4,5-c]pyridine-ribonucleosides-and-ribonucleotides imidazole-ribonucleosides-and-ribonucleotides
molybdopterin-dinucleotides nucleoside-and-nucleotide-analogues purine-nucleosides
pyrazolo[3,4-d]pyrimidine-glycosides pyridine-nucleotides pyrimidine-nucleosides pyrimidine-nucleotides
pyrrolopyrimidine-nucleosides-and-nucleotides ribonucleoside-3'-phosphates
triazole-ribonucleosides-and-ribonucleotides
"""),
    "organic-1,3-dipolar-compounds": from_codes("allyl-type-1,3-dipolar-organic-compounds"),
    "organic-acids-and-derivatives": from_codes("""
boronic-acid-derivatives carboximidic-acids-and-derivatives carboxylic-acids-and-derivatives
hydroxy-acids-and-derivatives keto-acids-and-derivatives organic-carbonic-acids-and-derivatives
organic-phosphonic-acids-and-derivatives organic-phosphoric-acids-and-derivatives
organic-sulfonic-acids-and-derivatives organic-sulfuric-acids-and-derivatives
organic-thiophosphoric-acids-and-derivatives orthocarboxylic-acid-derivatives peptidomimetics
thiosulfinic-acid-esters
"""),
    "organic-acids": from_codes("carboxylic-acids-and-derivatives"),
    "organic-nitrogen-compounds": from_codes("organonitrogen-compounds"),
    "organic-oxygen-compounds": from_codes("""
organic-oxides organic-oxoanionic-compounds organooxygen-compounds
"""),
    "organic-polymers": from_codes("""
phosphorothioate-polynucleotides polypeptides polysaccharides
"""),
    "organic-salts": from_codes("organic-metal-salts"),
    "organohalogen-compounds": from_codes("""
acyl-halides alkyl-halides aryl-halides halohydrins organochlorides organofluorides sulfonyl-halides
vinyl-halides
"""),
    "organoheterocyclic-compounds": from_codes("""
azaspirodecane-derivatives azepanes azobenzenes azoles azolidines azolines benzazepines benzimidazoles
benzisoxazoles benzocycloheptapyridines benzodiazepines benzodioxanes benzodioxoles benzofurans benzopyrans
benzopyrazoles benzothiadiazoles benzothiazepines benzothiazines benzothiazoles benzothiepins benzothiophenes
benzothiopyrans benzotriazoles benzoxadiazoles benzoxazepines benzoxazines benzoxazoles benzoxepines
bi--and-oligothiophenes biotin-and-derivatives coumarans cycloheptapyrans cycloheptathiophenes diazanaphthalenes
diazepanes diazinanes diazines dihydrofurans dihydroisoquinolines dihydrothiophenes dioxaborolanes dioxanes
dioxolopyrans dithianes dithiolanes epoxides furans furofurans furopyrans furopyridines furopyrroles
heteroaromatic-compounds imidazo[1,5-a]pyrazines imidazodiazepines imidazopyrazines imidazopyridines
imidazopyrimidines imidazotetrazines imidazothiazoles indoles-and-derivatives indolizidines isocoumarans
isoindoles-and-derivatives isoquinolines-and-derivatives isoxazolopyridines lactams lactones
metalloheterocyclic-compounds naphthofurans naphthopyrans oxanes oxazaphosphinanes oxazinanes oxepanes
phenanthrolines piperazinoazepines piperidines pteridines-and-derivatives pyranodioxins pyranopyridines
pyranopyrimidines pyrans pyrazolopyridines pyrazolopyrimidines pyrazolotriazines pyridines-and-derivatives
pyridopyrimidines pyrroles pyrrolidines pyrrolines pyrrolizines pyrroloazepines pyrrolopyrazines
pyrrolopyrazoles pyrrolopyridines pyrrolopyrimidines pyrrolotriazines quinolines-and-derivatives quinuclidines
selenazoles tetrahydrofurans tetrahydroisoquinolines tetrapyrroles-and-derivatives thiadiazinanes thiadiazines
thianes thiazepines thiazinanes thiazines thienodiazepines thienoimidazolidines thienopyridines
thienopyrimidines thienopyrroles thienothiazines thiochromanes thiochromenes thiolanes thiophenes triazinanes
triazines triazolopyrazines triazolopyridines triazolopyrimidines trioxanes
"""),
    "organometallic-compounds": from_codes("""
organometalloid-compounds organo-post-transition-metal-compounds
"""),
    "organophosphorus-compounds": from_codes("""
organic-phosphines-and-derivatives organophosphinic-acids-and-derivatives organothiophosphorus-compounds
"""),
    "organosulfur-compounds": from_codes("""
isothioureas organic-disulfides sulfonyls sulfoxides thiocarbonyl-compounds thioethers thiols thioureas
"""),
    "phenylpropanoids-and-polyketides": from_codes("""
2-arylbenzofuran-flavonoids anthracyclines aurone-flavonoids cinnamic-acids-and-derivatives cinnamyl-alcohols
coumarins-and-derivatives depsides-and-depsidones diarylheptanoids flavonoids isochromanequinones
isocoumarins-and-derivatives isoflavonoids linear-1,3-diarylpropanoids macrolactams macrolide-lactams
macrolides-and-analogues neoflavonoids phenylpropanoic-acids saxitoxins,-gonyautoxins,-and-derivatives stilbenes
tannins tetracyclines
"""),
}

TAXONOMY = Taxonomy(
    namespace="drugs",
    title="Substances by chemical class",
    source=f"{MISP_SOURCE}, drugs; after DrugBank",
    licence=MISP_LICENCE,
    version="2",
    predicates={each: worded(each) for each in _VALUES},
    values=_VALUES,
)
"""The taxonomy ``drugs``."""
