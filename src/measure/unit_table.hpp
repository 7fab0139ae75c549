// The table of units and their spellings, as data. Spellings are folded (fold.hpp) and divided by '|'; a plural in s,
// es or n is accepted without being listed. Only unit.cpp includes this.
#pragma once

#include <string_view>

#include "measure/unit.hpp"

namespace cookdiff::measure {

// US volumes from the gallon of 231 cubic inches, the inch of 2.54 cm: a teaspoon is a gallon / 768.
inline constexpr double teaspoon_ml = 4.92892159375;
inline constexpr double ounce_g = 28.349523125;          // a pound / 16
inline constexpr double imperial_ounce_ml = 28.4130625;  // an imperial gallon (4.54609 l) / 160

namespace units {
#define COOKDIFF_UNIT(name, symbol, kind, system, factor) \
  constexpr Unit name { symbol, Kind::kind, System::system, factor }
extern COOKDIFF_UNIT(piece, "", count, none, 1);
extern COOKDIFF_UNIT(unknown, "", unknown, none, 1);
extern COOKDIFF_UNIT(stick, "stick", named_count, us, 1);
extern COOKDIFF_UNIT(tablespoon, "tbsp", volume, us, 3 * teaspoon_ml);
extern COOKDIFF_UNIT(ounce, "oz", mass, us, ounce_g);
extern COOKDIFF_UNIT(celsius, "°C", temperature, none, 1);
extern COOKDIFF_UNIT(fahrenheit, "°F", temperature, none, 1);
extern COOKDIFF_UNIT(gas_mark, "gas mark", temperature, none, 1);
extern COOKDIFF_UNIT(degree, "°", temperature, none, 1);
extern COOKDIFF_UNIT(second, "s", time, none, 1);
extern COOKDIFF_UNIT(minute, "min", time, none, 60);
extern COOKDIFF_UNIT(hour, "h", time, none, 3600);
extern COOKDIFF_UNIT(day, "d", time, none, 86400);
#undef COOKDIFF_UNIT
}  // namespace units

struct UnitRow {
  Unit unit;
  const Unit* named;  // the same unit where rules speak of it by name; else nullptr
  std::string_view spellings;
};

inline constexpr UnitRow other(std::string_view symbol, Kind kind, System system, double factor,
                               std::string_view spellings) {
  return {{symbol, kind, system, factor}, nullptr, spellings};
}
inline constexpr UnitRow named(const Unit& unit, std::string_view spellings) { return {unit, &unit, spellings}; }
inline constexpr UnitRow counted(std::string_view symbol, std::string_view spellings) {
  return other(symbol, Kind::named_count, System::none, 1, spellings);
}
inline constexpr UnitRow imprecise(std::string_view symbol, std::string_view spellings) {
  return other(symbol, Kind::imprecise, System::none, 1, spellings);
}

inline constexpr UnitRow unit_rows[] = {
    // volume, US
    other("tsp", Kind::volume, System::us, teaspoon_ml, "tsp|teaspoon|teaspoonful|tspn|teasp"),
    named(units::tablespoon, "tbsp|tbs|tbl|tblsp|tbls|tb|tbsps|tablespoon|tablespoonful|tblspn|tbspn"),
    other("fl oz", Kind::volume, System::us, 6 * teaspoon_ml, "fl oz|floz|fluid ounce|fluid oz|fl ounce|oz fl"),
    other("cup", Kind::volume, System::us, 48 * teaspoon_ml, "cup|c|cupful|us cup"),
    other("pint", Kind::volume, System::us, 96 * teaspoon_ml, "pint|pt|us pint"),
    other("quart", Kind::volume, System::us, 192 * teaspoon_ml, "quart|qt"),
    other("gallon", Kind::volume, System::us, 768 * teaspoon_ml, "gallon|gal"),
    // volume, metric
    other("ml", Kind::volume, System::metric, 1,
          "ml|mls|millilitre|milliliter|cc|mililitro|millilitro|krm|kryddmatt|мл|㎖|ミリリットル"),
    other("cl", Kind::volume, System::metric, 10, "cl|centilitre|centiliter|centilitro"),
    other("dl", Kind::volume, System::metric, 100, "dl|decilitre|deciliter|decilitro|deziliter"),
    other("l", Kind::volume, System::metric, 1000, "l|ltr|lt|liter|litre|litro|litri|litra|litraa|ℓ|リットル"),
    // spoons and cups of other languages are metric; others only where the recipe says so
    other("EL", Kind::volume, System::metric, 15, "el|essloffel|essl|essloffeln|esl|eetlepel|eetl|κσ|κ σ"),
    other("TL", Kind::volume, System::metric, 5, "tl|teeloffel|teel|teeloffeln|kl|kaffeeloffel|theelepel|theel|κγ|κ γ"),
    other("msk", Kind::volume, System::metric, 15,
          "msk|matsked|matskedar|ss|spiseskje|spsk|spiseske|spiseskeer|rkl|ruokalusikallinen|ruokalusikallista"),
    other("tsk", Kind::volume, System::metric, 5,
          "tsk|tesked|teskedar|ts k|teskje|teske|teskeer|teelusikallinen|teelusikallista"),
    other("c. à soupe", Kind::volume, System::metric, 15,
          "c a soupe|c a s|cas|cs|cuillere a soupe|cuilleres a soupe|cuil a soupe|cuill a soupe|cuilleree a soupe|"
          "cuillerees a soupe|cuiller a soupe|c soupe"),
    other("c. à café", Kind::volume, System::metric, 5,
          "c a cafe|c a c|cac|cuillere a cafe|cuilleres a cafe|cuil a cafe|cuill a cafe|cuilleree a cafe|"
          "cuillerees a cafe|cuiller a cafe|c cafe|c a the|cuillere a the|cuilleres a the"),
    other("cucharada", Kind::volume, System::metric, 15,
          "cucharada|cda|cdas|cucharada sopera|cucharadas soperas|cucharada de sopa|cucharadas de sopa"),
    other("cucharadita", Kind::volume, System::metric, 5,
          "cucharadita|cdta|cdtas|cdita|cditas|cucharadita de postre|cucharada de te|cucharadas de te|"
          "cucharadita de te|cucharaditas de te|cucharadita de cafe|cucharaditas de cafe"),
    other("colher de sopa", Kind::volume, System::metric, 15,
          "colher de sopa|colheres de sopa|colher sopa|colheres sopa|c sopa|col sopa|cs sopa"),
    other("colher de chá", Kind::volume, System::metric, 5,
          "colher de cha|colheres de cha|colher cha|colheres cha|c cha|col cha|colher de cafe|colheres de cafe|"
          "colher cafe|colheres cafe"),
    other("cucchiaio", Kind::volume, System::metric, 15, "cucchiaio|cucchiai|cucchiaio da tavola|cucchiaiata"),
    other("cucchiaino", Kind::volume, System::metric, 5,
          "cucchiaino|cucchiaini|cucchiaino da te|cucchiaini da te|cucchiaino da caffe|cucchiaini da caffe"),
    other("łyżka", Kind::volume, System::metric, 15, "lyzka|lyzki|lyzek|lzice|lzic|ek|evokanal|ст л|стл"),
    other("łyżeczka", Kind::volume, System::metric, 5,
          "lyzeczka|lyzeczki|lyzeczek|lzicka|lzicky|lzicek|tk|teaskanal|ч л|чл"),
    other("大さじ", Kind::volume, System::metric, 15, "大さじ|大匙|おおさじ"),
    other("小さじ", Kind::volume, System::metric, 5, "小さじ|小匙|こさじ"),
    other("カップ", Kind::volume, System::metric, 200, "カップ|japanese cup"),
    other("合", Kind::volume, System::metric, 180, "合|gou|go cup"),
    other("dessertspoon", Kind::volume, System::metric, 10,
          "dessertspoon|dsp|colher de sobremesa|colheres de sobremesa|colher sobremesa|colheres sobremesa|"
          "cuillere a dessert|cuilleres a dessert"),
    other("metric cup", Kind::volume, System::metric, 250, "metric cup|australian cup|au cup"),
    other("metric tbsp", Kind::volume, System::metric, 15, "metric tbsp|metric tablespoon"),
    other("metric tsp", Kind::volume, System::metric, 5, "metric tsp|metric teaspoon"),
    other("Australian tbsp", Kind::volume, System::metric, 20,
          "australian tbsp|australian tablespoon|au tbsp|au tablespoon"),
    other("imperial fl oz", Kind::volume, System::imperial, imperial_ounce_ml,
          "imperial fl oz|imperial fluid ounce|uk fl oz|uk fluid ounce"),
    other("imperial cup", Kind::volume, System::imperial, 10 * imperial_ounce_ml, "imperial cup|uk cup"),
    other("imperial pint", Kind::volume, System::imperial, 20 * imperial_ounce_ml, "imperial pint|uk pint"),
    other("imperial quart", Kind::volume, System::imperial, 40 * imperial_ounce_ml, "imperial quart|uk quart"),
    other("imperial gallon", Kind::volume, System::imperial, 160 * imperial_ounce_ml, "imperial gallon|uk gallon"),
    // mass
    other("mg", Kind::mass, System::metric, 0.001, "mg|milligram|milligramme|milligramm|㎎"),
    other("g", Kind::mass, System::metric, 1,
          "g|gr|gm|gram|gramme|gramm|grs|gramo|grama|grammo|grammi|㌘|グラム|г|гр|γρ"),
    other("kg", Kind::mass, System::metric, 1000,
          "kg|kgs|kilo|kilogram|kilogramme|kilogramm|quilo|chilo|kilogramo|quilograma|chilogrammo|キロ|㎏"),
    other("Pfund", Kind::mass, System::metric, 500, "pfund|pfd"),
    other("dag", Kind::mass, System::metric, 10, "dag|dkg|deka"),
    other("hg", Kind::mass, System::metric, 100, "hg|hekto|etto|etti"),
    named(units::ounce, "oz|ozs|ounce|onza|once|oncia"),
    other("lb", Kind::mass, System::us, 16 * ounce_g, "lb|lbs|pound|#|livre|libra|libbra"),
    named(units::stick, "stick|stk butter"),
    // imprecise
    imprecise(
        "pinch",
        "pinch|pinches|pn|prise|pr|pincee|pizca|pellizco|pizco|pitada|pizzico|pizzichi|nypa|nypor|knivspets|nype|"
        "klype|klyper|snufje|snuf|knsp|knivspids|nip|ripaus|ripausta|hyppysellinen|szczypta|щепотка|ひとつまみ|つまみ"),
    imprecise("dash", "dash|dashes|schuss|trait|chorrito|少々"),
    imprecise("smidgen", "smidgen|smidge|messerspitze|msp|mespunt|pointe de couteau|punta de cuchillo"),
    imprecise("drop", "drop|tropfen|goutte|gota|goccia|gocce|droppe|droppar"),
    imprecise("splash", "splash|splashes|spritzer|scheutje|scheut|filet|chorro|fio|filo|skvatt|skvatta"),
    imprecise("handful",
              "handful|handfuls|handvoll|poignee|punado|punhado|manciata|manciate|nave|navar|handfull|handfuld|handje|"
              "handvol|neve|never|kourallinen"),
    imprecise("drizzle", "drizzle"),
    imprecise("dollop", "dollop"),
    imprecise("sprinkle", "sprinkle|sprinkling"),
    imprecise("squeeze", "squeeze"),
    imprecise("knob", "knob|noix|nuez|noce|klick|klickar|flocke|flocken"),
    // counts
    named(
        units::piece,
        "unit|whole|each|ea|piece|pc|pcs|count|ct|stuck|stk|stucke|st|stycken|styck|piece s|pieza|pz|pzas|pezzo|pezzi|"
        "unidad|unidades|unidade|un|ud|uds|stuk|stuks|kpl|szt|sztuka|sztuki|шт|ks|db|bit|bitar|morceau|morceaux|pedaco|"
        "trozo|個|個分|"
        "本|枚|"
        "コ|ヶ|ケ|つ|匹|尾|玉|丁|羽"),
    other("dozen", Kind::count, System::none, 12, "dozen|doz|dz|dutzend|douzaine|docena|duzia|dozzina|dussin"),
    counted("large", "large|lg|lge"),
    counted("medium", "medium|med"),
    counted("small", "small|sm"),
    counted("clove",
            "clove|zehe|klyfta|klyftor|gousse|diente|dente|spicchio|spicchi|片|かけ|fedd|fed|teen|teentje|kynsi|kyntta|"
            "zabek|zabki|zabkow|зубчик|strouzek|strouzky|gerezd|σκελ|σκελίδα|σκελίδες"),
    counted("can",
            "can|tin|dose|burk|burkar|boite|lata|lattina|lattine|缶|boks|bote|blik|blikje|dase|daser|tlk|tolkki|"
            "scatola|scatole"),
    counted("jar", "jar|pot|potje|prk|purkki|purkkia|bocal|frasco|tarro|vasetto|vasetti|glasburk"),
    counted("package",
            "package|pkg|pkgs|pkt|pack|packet|pk|packung|packungen|packchen|pck|pckg|pack chen|sachet|paquet|paquete|"
            "pacote|paket|pacchetto|pacchetti|sobre|bustina|bustine|tute|beutel|pkch|p a "
            "ckchen|saquinho|zakje|pakje|pak|pose|poser|brev|forp|paketti|rasia|袋|パック|pakke"),
    counted("bunch",
            "bunch|bunches|bund|bunt|knippe|botte|bouquet|manojo|maco|mazzo|mazzetto|ciuffo|ramillete|molho|bosje|bos|"
            "bundt|"
            "nippu|nippua|束|bunsh"),
    counted("sprig",
            "sprig|stiel|stiele|takje|kviste|oksa|oksaa|brin|zweig|zweige|rama|ramita|ramo|rametto|rametti|kvist|"
            "kvistar|branche|"
            "stangel"),
    counted(
        "slice",
        "slice|rasher|scheibe|tranche|rebanada|rodaja|loncha|fatia|rodela|fetta|fette|skiva|skivor|skive|skiver|plak|"
        "plakken|plakje|viipale|viipaletta|rondelle|切れ|きれ"),
    counted("head", "head|kopf|kopfe|tete|cabeza|cabeca|testa|huvud|huvuden|株"),
    counted("ear", "ear|kolben|epi|mazorca|espiga"),
    counted("stalk",
            "stalk|stilk|stilke|stengel|stange|stangen|rib|tallo|talo|costa|costola|stjalk|stjalkar|stick of celery"),
    counted("leaf", "leaf|leaves|blatt|blatter|feuille|hoja|folha|foglia|foglie|blad|blade|blaadje"),
    counted("sheet", "sheet|platte|platten"),
    counted("envelope", "envelope|umschlag"),
    counted("bag", "bag|sac|bolsa|saco|sacchetto|pase|pasar|ps|pussi|pussia"),
    counted("bottle", "bottle|flasche|bouteille|botella|garrafa|bottiglia|bottiglie|flaska|flaskor|fles|flesje|瓶"),
    counted("box", "box|boxes|caja|caixa|schachtel"),
    counted("carton", "carton|caixinha|brick|brique|karton|tetra pak"),
    counted("container", "container|tub|punnet|becher|beger|baeger|barquette|bote de yogur|vaschetta"),
    counted("glass", "glass|glasses|glas|glaser|verre|vaso|copo|bicchiere|bicchieri"),
    counted("Tasse",
            "tasse|tassen|mug|xic|xic cha|φλ|φλιτζάνι|φλιτζάνια|taza|xicara cha|xicaras cha|xicara de cha|xicaras de "
            "cha|xicara|chavena|tazza|tazze|"
            "kopp|koppar|kopje|szklanka|szklanki|szklanek|стакан"),
    counted("kruka", "kruka|krukor"),
    counted("loaf", "loaf|loaves|laib|miche|hogaza"),
    counted("block", "block|pain de|bloque|bloco"),
    counted("strip", "strip|streifen|lamelle|tira"),
    counted("cube", "cube|tablete|wurfel|cubo|dado|dadi|tarning|tarningar"),
    counted("bulb", "bulb|knolle|knollen|bulbe"),
    counted("wedge", "wedge|quartier|gajo"),
    counted("fillet", "fillet|filets"),
    counted("rack", "rack"),
    counted("tube", "tube|tubo|tub e"),
    counted("bar", "bar|tafel|tablette|tableta|tavoletta|barra"),
    counted("scoop", "scoop|kugel|kugeln|boule|bola"),
    counted("colher", "colher|cuillere|cuilleree"),  // which spoon is not said
    counted("shot", "shot"),
    counted("part", "part|teil|teile"),
    counted("serving", "serving|port|portion|portionen|porcion|porcao|porzione|人前|人分"),
    // length
    other("mm", Kind::length, System::metric, 1, "mm|millimeter|millimetre"),
    other("cm", Kind::length, System::metric, 10, "cm|centimeter|centimetre|zentimeter|cm piece|cm length"),
    other("ft", Kind::length, System::us, 304.8, "ft|foot|feet"),
    other("in", Kind::length, System::us, 25.4,
          "in|inch|inches|\"|″|”|inch piece|in piece|inch knob|inch length|pouce"),
    // time
    named(units::second, "s|sec|secs|second|sekunde|sekunden|sek|seconde|segundo|secondo|secondi|sekund|sekunder|秒"),
    named(units::minute, "min|mins|minute|mn|minuten|minuto|minuti|minut|minuter|分|分間"),
    named(units::hour, "h|hr|hrs|hour|std|stunde|stunden|heure|hora|ora|ore|timme|timmar|時間"),
    named(units::day, "d|day|tag|tage|jour|dia|giorno|giorni|dagar|日"),
    // temperature
    named(units::celsius,
          "°c|c°|deg c|degree c|degrees c|degree celsius|degrees celsius|deg celsius|celsius|centigrade|"
          "degrees centigrade|degree centigrade|° celsius|°celsius|° c|grad celsius|degres celsius|grad c"),
    named(units::fahrenheit,
          "°f|f°|deg f|degree f|degrees f|degree fahrenheit|degrees fahrenheit|deg fahrenheit|fahrenheit|"
          "° fahrenheit|°fahrenheit|° f|f"),
    named(units::gas_mark, "gas mark|gas|gm mark|regulo|gasmark"),
    named(units::degree, "°|deg|degree|grad|degre|grado|grau|gradi|grader|度"),
};

}  // namespace cookdiff::measure
