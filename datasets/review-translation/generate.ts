/** Writes reviews.jsonl from the hand-written reviews below: `node datasets/review-translation/generate.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Sentiment = 'positive' | 'negative' | 'mixed' | 'neutral';
type Review = readonly [language: string, product: string, sentiment: Sentiment, text: string, translation: string];

/** Product names, which stay as they are, and what a careless translator makes of them. */
const mistranslated: Readonly<Record<string, string>> = {
  'AquaPeak 500': 'Water Summit 500',
  'Nordlys Lampe': 'Northern Lights Lamp',
  'Brisa Uno': 'Breeze One',
  'Petit Chef Pro': 'Little Cook Pro',
  'Volta Mini': 'Turn Mini',
  'KomfortSitz X2': 'Comfort Seat X2',
  'Sakura Pen': 'Cherry Blossom Pen',
  'TerraPack 30': 'Earth Bag 30',
};

const reviews: readonly Review[] = [
  ['de', 'AquaPeak 500', 'positive', 'Die AquaPeak 500 hält auch nach acht Stunden noch eiskalt. Klare Kaufempfehlung!', 'The AquaPeak 500 still keeps things ice cold after eight hours. Clear recommendation to buy!'],
  ['de', 'AquaPeak 500', 'negative', 'Nach drei Wochen undicht, der ganze Rucksack war nass. Die AquaPeak 500 geht zurück.', 'Leaking after three weeks, my whole backpack was wet. The AquaPeak 500 goes back.'],
  ['de', 'KomfortSitz X2', 'mixed', 'Der KomfortSitz X2 ist bequem, aber der Bezug löst sich schon an den Nähten.', 'The KomfortSitz X2 is comfortable, but the cover is already coming apart at the seams.'],
  ['de', 'KomfortSitz X2', 'positive', 'Endlich keine Rückenschmerzen mehr im Büro, der KomfortSitz X2 ist jeden Cent wert.', 'No more back pain at the office at last, the KomfortSitz X2 is worth every cent.'],
  ['de', 'Nordlys Lampe', 'neutral', 'Die Nordlys Lampe kam am Dienstag an. Anleitung liegt auf Deutsch und Englisch bei.', 'The Nordlys Lampe arrived on Tuesday. Instructions are included in German and English.'],
  ['de', 'Volta Mini', 'negative', 'akku der volta mini ist nach 40 min leer, versprochen waren 3 stunden. frechheit', 'The battery of the Volta Mini is empty after 40 minutes, 3 hours were promised. Outrageous.'],
  ['de', 'Volta Mini', 'mixed', 'Klang der Volta Mini ist erstaunlich gut, nur die App stürzt ständig ab.', 'The sound of the Volta Mini is surprisingly good, only the app keeps crashing.'],
  ['de', 'TerraPack 30', 'positive', 'Mit dem TerraPack 30 zwei Wochen durch Norwegen, kein Tropfen Wasser im Inneren.', 'Two weeks through Norway with the TerraPack 30, not a drop of water inside.'],
  ['fr', 'Petit Chef Pro', 'positive', 'Le Petit Chef Pro est silencieux et facile à nettoyer, je ne peux plus m\'en passer.', 'The Petit Chef Pro is quiet and easy to clean, I can no longer do without it.'],
  ['fr', 'Petit Chef Pro', 'negative', 'Le Petit Chef Pro est tombé en panne au bout d\'un mois et le service après-vente ne répond pas.', 'The Petit Chef Pro broke down after a month and customer service does not answer.'],
  ['fr', 'Petit Chef Pro', 'mixed', 'Bon robot, mais le bol du Petit Chef Pro est trop petit pour une famille de cinq.', 'A good food processor, but the bowl of the Petit Chef Pro is too small for a family of five.'],
  ['fr', 'AquaPeak 500', 'neutral', 'J\'ai reçu l\'AquaPeak 500 en bleu, conforme à la photo.', 'I received the AquaPeak 500 in blue, as in the photo.'],
  ['fr', 'AquaPeak 500', 'positive', 'Aucune fuite, même tête en bas dans le sac. Bravo pour cette AquaPeak 500.', 'No leak, even upside down in the bag. Well done for this AquaPeak 500.'],
  ['fr', 'Nordlys Lampe', 'negative', 'La Nordlys Lampe clignote dès qu\'on baisse l\'intensité, inutilisable le soir.', 'The Nordlys Lampe flickers as soon as you dim it, unusable in the evening.'],
  ['fr', 'Volta Mini', 'mixed', 'Volta Mini : très joli son, mais les boutons sont minuscules et mal placés.', 'Volta Mini: very nice sound, but the buttons are tiny and badly placed.'],
  ['fr', 'TerraPack 30', 'positive', 'deux ans de rando avec mon TerraPack 30 et pas une couture qui lâche', 'Two years of hiking with my TerraPack 30 and not a single seam has given way.'],
  ['es', 'Brisa Uno', 'positive', 'El Brisa Uno no hace nada de ruido y enfría el cuarto en diez minutos.', 'The Brisa Uno makes no noise at all and cools the room in ten minutes.'],
  ['es', 'Brisa Uno', 'negative', 'El Brisa Uno huele a plástico quemado desde el primer día. Lo he devuelto.', 'The Brisa Uno has smelled of burnt plastic since the first day. I have returned it.'],
  ['es', 'Brisa Uno', 'mixed', 'El Brisa Uno funciona bien, pero el mando a distancia dejó de responder a la semana.', 'The Brisa Uno works well, but the remote control stopped responding after a week.'],
  ['es', 'Brisa Uno', 'neutral', 'Compré el Brisa Uno para el despacho. Mide lo que pone en la descripción.', 'I bought the Brisa Uno for the office. It measures what the description says.'],
  ['es', 'Petit Chef Pro', 'positive', 'Llevo un año con la Petit Chef Pro y sigue como el primer día, masa de pizza perfecta.', 'I have had the Petit Chef Pro for a year and it is still like on the first day, perfect pizza dough.'],
  ['es', 'TerraPack 30', 'negative', 'la cremallera de la TerraPack 30 se rompió en el aeropuerto, qué vergüenza de mochila', 'The zip of the TerraPack 30 broke at the airport, what a disgrace of a backpack.'],
  ['es', 'Volta Mini', 'positive', 'Para lo que cuesta, la Volta Mini suena de maravilla en la playa.', 'For what it costs, the Volta Mini sounds wonderful on the beach.'],
  ['es', 'Sakura Pen', 'mixed', 'La Sakura Pen escribe muy suave, aunque la tinta se acaba enseguida.', 'The Sakura Pen writes very smoothly, although the ink runs out in no time.'],
  ['it', 'Petit Chef Pro', 'positive', 'Con la Petit Chef Pro preparo il pesto in un minuto, consigliatissima.', 'With the Petit Chef Pro I make pesto in a minute, highly recommended.'],
  ['it', 'Brisa Uno', 'negative', 'Il Brisa Uno vibra tanto che di notte dobbiamo spegnerlo. Soldi buttati.', 'The Brisa Uno vibrates so much that we have to switch it off at night. Money thrown away.'],
  ['it', 'AquaPeak 500', 'mixed', 'L\'AquaPeak 500 è bellissima, ma dopo il caffè resta l\'odore per giorni.', 'The AquaPeak 500 is beautiful, but after coffee the smell stays for days.'],
  ['it', 'Nordlys Lampe', 'positive', 'La luce della Nordlys Lampe è calda e non stanca gli occhi, perfetta per leggere.', 'The light of the Nordlys Lampe is warm and does not tire the eyes, perfect for reading.'],
  ['it', 'TerraPack 30', 'neutral', 'TerraPack 30 ordinato lunedì e arrivato giovedì, colore verde oliva.', 'TerraPack 30 ordered on Monday and arrived on Thursday, colour olive green.'],
  ['it', 'Volta Mini', 'negative', 'si scollega ogni cinque minuti, la Volta Mini è da evitare', 'It disconnects every five minutes, the Volta Mini is one to avoid.'],
  ['nl', 'Nordlys Lampe', 'positive', 'De Nordlys Lampe geeft sfeervol licht en was binnen twee minuten gemonteerd.', 'The Nordlys Lampe gives atmospheric light and was mounted within two minutes.'],
  ['nl', 'KomfortSitz X2', 'negative', 'Na een half jaar is het schuim van de KomfortSitz X2 helemaal plat, ik zit op de plank.', 'After half a year the foam of the KomfortSitz X2 is completely flat, I am sitting on the board.'],
  ['nl', 'TerraPack 30', 'mixed', 'De TerraPack 30 zit heerlijk, alleen is het laptopvak te krap voor 16 inch.', 'The TerraPack 30 sits wonderfully, only the laptop compartment is too tight for 16 inches.'],
  ['nl', 'AquaPeak 500', 'positive', 'Mijn dochter heeft de AquaPeak 500 al tien keer laten vallen en er is nog geen deuk te zien.', 'My daughter has dropped the AquaPeak 500 ten times already and there is still no dent to be seen.'],
  ['nl', 'Volta Mini', 'neutral', 'Volta Mini besteld voor een verjaardag, nog niet uitgepakt.', 'Ordered the Volta Mini for a birthday, not unpacked yet.'],
  ['pt', 'Brisa Uno', 'positive', 'O Brisa Uno salvou o nosso verão, fresco e quase não gasta energia.', 'The Brisa Uno saved our summer, cool and it hardly uses any energy.'],
  ['pt', 'Brisa Uno', 'mixed', 'O Brisa Uno refresca bem, mas a luz azul do painel não se apaga e incomoda para dormir.', 'The Brisa Uno cools well, but the blue light of the panel does not go off and disturbs sleep.'],
  ['pt', 'Sakura Pen', 'negative', 'A Sakura Pen vazou na minha camisa branca na primeira reunião. Péssima.', 'The Sakura Pen leaked on my white shirt in the first meeting. Terrible.'],
  ['pt', 'TerraPack 30', 'positive', 'Cabe tudo na TerraPack 30 e ainda entra como bagagem de mão.', 'Everything fits into the TerraPack 30 and it still passes as hand luggage.'],
  ['pt', 'Petit Chef Pro', 'negative', 'comprei a Petit Chef Pro e veio sem a lâmina, ninguém responde os emails', 'I bought the Petit Chef Pro and it came without the blade, nobody answers the e-mails.'],
  ['pl', 'AquaPeak 500', 'positive', 'Herbata w AquaPeak 500 jest gorąca nawet po całym dniu w górach.', 'Tea in the AquaPeak 500 is hot even after a whole day in the mountains.'],
  ['pl', 'Nordlys Lampe', 'negative', 'Nordlys Lampe przestała działać po tygodniu, a paragon trzeba było odsyłać trzy razy.', 'The Nordlys Lampe stopped working after a week, and the receipt had to be sent back three times.'],
  ['pl', 'KomfortSitz X2', 'mixed', 'KomfortSitz X2 jest wygodny, ale montaż zajął mi dwie godziny.', 'The KomfortSitz X2 is comfortable, but the assembly took me two hours.'],
  ['pl', 'Volta Mini', 'positive', 'Volta Mini gra głośno i czysto, polecam każdemu na działkę.', 'The Volta Mini plays loud and clear, I recommend it to everyone for the allotment.'],
  ['pl', 'TerraPack 30', 'neutral', 'Plecak TerraPack 30, czarny, zgodny z opisem.', 'TerraPack 30 backpack, black, as described.'],
  ['sv', 'Nordlys Lampe', 'positive', 'Nordlys Lampe lyser upp hela köket och syns knappt i taket. Mycket nöjd.', 'The Nordlys Lampe lights up the whole kitchen and is hardly visible on the ceiling. Very satisfied.'],
  ['sv', 'TerraPack 30', 'negative', 'Axelremmen på TerraPack 30 gick av på andra turen. Inte okej för det priset.', 'The shoulder strap of the TerraPack 30 broke on the second trip. Not okay for that price.'],
  ['sv', 'AquaPeak 500', 'mixed', 'AquaPeak 500 håller värmen fint, men korken är svår att öppna med vantar.', 'The AquaPeak 500 keeps the heat nicely, but the lid is hard to open with mittens.'],
  ['sv', 'Volta Mini', 'negative', 'volta mini tappar kontakten med mobilen hela tiden, skickar tillbaka den', 'The Volta Mini loses contact with the phone all the time, I am sending it back.'],
  ['tr', 'Brisa Uno', 'positive', 'Brisa Uno çok sessiz çalışıyor, bebeğin odasında rahatça kullanıyoruz.', 'The Brisa Uno runs very quietly, we use it in the baby\'s room without worries.'],
  ['tr', 'Petit Chef Pro', 'negative', 'Petit Chef Pro ilk kullanımda ısındı ve durdu, iade ettim.', 'The Petit Chef Pro got hot and stopped at first use, I returned it.'],
  ['tr', 'Volta Mini', 'mixed', 'Volta Mini\'nin sesi güzel ama şarjı çabuk bitiyor.', 'The sound of the Volta Mini is nice but its charge runs out quickly.'],
  ['ja', 'Sakura Pen', 'positive', 'Sakura Penは書き心地がなめらかで、毎日の日記に使っています。', 'The Sakura Pen writes smoothly, and I use it for my diary every day.'],
  ['ja', 'Sakura Pen', 'negative', 'Sakura Penはすぐにインクが出なくなりました。期待していただけに残念です。', 'The Sakura Pen soon stopped giving ink. A pity, as I had high hopes.'],
  ['ja', 'AquaPeak 500', 'mixed', 'AquaPeak 500は保温力は抜群ですが、少し重いです。', 'The AquaPeak 500 keeps heat superbly, but it is a little heavy.'],
  ['ja', 'TerraPack 30', 'neutral', 'TerraPack 30は昨日届きました。色は写真のとおりです。', 'The TerraPack 30 arrived yesterday. The colour is as in the photo.'],
  ['en', 'Sakura Pen', 'positive', 'Bought the Sakura Pen for my exam notes and my hand no longer cramps.', 'Bought the Sakura Pen for my exam notes and my hand no longer cramps.'],
  ['en', 'KomfortSitz X2', 'negative', 'The KomfortSitz X2 squeaks with every breath I take. Colleagues are not amused.', 'The KomfortSitz X2 squeaks with every breath I take. Colleagues are not amused.'],
  ['en', 'Volta Mini', 'mixed', 'Love how the Volta Mini sounds, hate that it needs an account.', 'Love how the Volta Mini sounds, hate that it needs an account.'],
  ['en', 'Brisa Uno', 'neutral', 'Brisa Uno, white, second one in the house.', 'Brisa Uno, white, second one in the house.'],
  ['en', 'AquaPeak 500', 'negative', 'paint of my aquapeak 500 chipped in the dishwasher even tho it says dishwasher safe', 'paint of my aquapeak 500 chipped in the dishwasher even tho it says dishwasher safe'],
  ['en', 'Nordlys Lampe', 'positive', 'The Nordlys Lampe is the first lamp my mother-in-law has ever praised.', 'The Nordlys Lampe is the first lamp my mother-in-law has ever praised.'],
  ['de', 'Sakura Pen', 'positive', 'Der Sakura Pen schmiert nicht einmal bei Linkshändern. Großartig!', 'The Sakura Pen does not smear even for left-handers. Great!'],
  ['fr', 'KomfortSitz X2', 'negative', 'Impossible de régler la hauteur du KomfortSitz X2, la manette est cassée à la livraison.', 'Impossible to adjust the height of the KomfortSitz X2, the lever was broken on delivery.'],
  ['es', 'Nordlys Lampe', 'neutral', 'La Nordlys Lampe viene con enchufe europeo y cable de metro y medio.', 'The Nordlys Lampe comes with a European plug and a cable of a metre and a half.'],
  ['it', 'KomfortSitz X2', 'mixed', 'Il KomfortSitz X2 è comodo, peccato che le ruote rovinino il parquet.', 'The KomfortSitz X2 is comfortable, a pity that the wheels ruin the parquet.'],
];

const neighbours: Readonly<Record<Sentiment, Sentiment>> = {
  positive: 'mixed',
  mixed: 'negative',
  negative: 'mixed',
  neutral: 'positive',
};
/** Languages that are taken for each other. */
const lookalikes: Readonly<Record<string, string>> = {
  de: 'nl', nl: 'de', es: 'pt', pt: 'es', fr: 'it', it: 'es', pl: 'cs', sv: 'no', tr: 'az', ja: 'zh', en: 'nl',
};

const rows = reviews.map(([language, product, sentiment, text, translation], at) => ({
  id: `R${String(at + 1).padStart(3, '0')}`,
  product,
  text,
  expected: { language, sentiment },
  reference: { translation },
  confusions: {
    reading: [
      { language, sentiment: neighbours[sentiment] },
      { language, sentiment: neighbours[sentiment] },
      { language: lookalikes[language], sentiment },
    ],
    translation: [{ translation: renamed(translation, product) }],
  },
}));
writeFileSync(join(import.meta.dirname, 'reviews.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

/** With the product's name translated too, however it is written. */
function renamed(text: string, product: string): string {
  return text.replaceAll(new RegExp(product, 'giu'), mistranslated[product] ?? product);
}
