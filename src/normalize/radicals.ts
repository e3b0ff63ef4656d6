/**
 * Text copied from PDF files holds radicals in place of characters. Kangxi radicals have a compatibility mapping;
 * the CJK Radicals Supplement has none, so the forms that stand for whole characters are listed (Unicode
 * EquivalentUnifiedIdeograph).
 */
const SUPPLEMENT: ReadonlyMap<string, string> = new Map(
  [
    '⺀冫⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目',
    '⺬示⺭礻⺮竹⺯糹⺰纟⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟',
  ]
    .join('')
    .match(/../gu)
    ?.map((pair) => Array.from(pair) as [string, string]),
);

/** Radicals written in place of characters become the characters. */
export function foldRadicals(value: string): string {
  return value
    .replace(/[\u2F00-\u2FD5]/g, (radical) => radical.normalize('NFKC'))
    .replace(/[\u2E80-\u2EF3]/g, (radical) => SUPPLEMENT.get(radical) ?? radical.normalize('NFKC'));
}
