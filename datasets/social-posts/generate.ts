/** Writes briefs.jsonl and november.json from the hand-written briefs below: `node datasets/social-posts/generate.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Platform = 'x' | 'bluesky' | 'mastodon' | 'instagram' | 'linkedin';
/** Day, platform, topic, fact that has to be in it, a post by hand, hashtags. */
type Brief = readonly [day: string, platform: Platform, topic: string, mustSay: string, post: string, hashtags: string];

const briefs: readonly Brief[] = [
  ['11-01', 'instagram', 'New month, new loaf: rye with walnuts', '£4.80', 'November has a loaf of its own now. Rye, walnuts, a crust that takes its time. £4.80, from eight, until the shelf is empty.', 'rye bakery bristol'],
  ['11-02', 'x', 'Closed on Monday for oven repair', 'closed on Monday', 'The oven is nineteen and needs a new door seal. So we are closed on Monday. Back on Tuesday at seven, with heat.', ''],
  ['11-03', 'bluesky', 'Oven is back', 'open from seven', 'The seal is in and the first loaves came out straight. We are open from seven today. Thank you for asking after the oven.', ''],
  ['11-04', 'linkedin', 'We pay our apprentices the real living wage', 'real living wage', 'Since this week everyone who works here earns at least the real living wage, apprentices too. It costs us about nine pence a loaf. We think that is what a loaf costs.', 'bakery apprenticeship'],
  ['11-05', 'instagram', 'Bonfire night: parkin', 'parkin', 'It is cold, it smells of smoke, and there is parkin. Oats, treacle, ginger. We baked it on Sunday because it is better after three days.', 'parkin bonfirenight'],
  ['11-06', 'mastodon', 'How we keep our starter', '14 years', 'Our starter is 14 years old and has survived a house move, a flood and a student. It gets rye flour and water at six in the morning and six at night. That is the whole secret.', 'sourdough'],
  ['11-07', 'x', 'Saturday queue', 'before nine', 'If you want the cardamom buns on a Saturday: come before nine. If you want to talk about them: come at two.', ''],
  ['11-08', 'instagram', 'Portrait of Ines, head baker', 'Ines', 'Ines has been first in for eleven years. She starts at three, bakes 240 loaves, and is home before most of us are up. Say hello through the window.', 'bakers bristol'],
  ['11-09', 'bluesky', 'Yesterday\'s bread at half price', 'half price', 'Bread from yesterday is half price until noon. It makes better toast anyway, and we throw less away.', ''],
  ['11-10', 'linkedin', 'Less waste: numbers of the last quarter', '3 per cent', 'A year ago we threw away 9 per cent of what we baked. Last quarter it was 3 per cent. No app, no consultant: we bake a little less, and we sell yesterday\'s bread as yesterday\'s bread.', 'foodwaste'],
  ['11-11', 'mastodon', 'Two minutes of silence at 11', 'at eleven', 'The mixer stands still at eleven today, for two minutes. If you are in the queue, please stand with us.', ''],
  ['11-12', 'x', 'Soup days are back', 'leek and potato', 'Soup days are back. Today leek and potato, with a slice of the dark rye, £5, from twelve until the pot is empty.', ''],
  ['11-13', 'instagram', 'What a crumb tells you', 'crumb', 'Big holes do not mean good bread. Look at the crumb at the edge: even, a little shiny, it springs back. This one rested for eighteen hours.', 'sourdough breadmaking'],
  ['11-14', 'bluesky', 'Workshop on 5 December, few places', '5 December', 'Four places left for the sourdough workshop on 5 December. Three hours, flour up to the elbows, and a loaf to take home. £45 at the counter.', ''],
  ['11-15', 'mastodon', 'Flour comes from 12 miles away', '12 miles', 'Our flour comes from a mill 12 miles from here. Yes, it varies. Last week the wheat drank more water than the week before, so the dough did too.', 'flour'],
  ['11-16', 'x', 'Cash is welcome', 'cash', 'A sign asked us whether we still take cash. We do. We take cards too. We do not take tokens.', ''],
  ['11-17', 'instagram', 'Stir-up Sunday is coming', 'Stir-up Sunday', 'Stir-up Sunday is five days away. If your kitchen has no room for a pudding, ours has: order by Friday and we stir for you.', 'stirupsunday christmaspudding'],
  ['11-18', 'linkedin', 'Looking for a baker for early shifts', 'early shift', 'We are looking for a baker for the early shift, three to eleven, four days a week. You need hands and patience. We teach the rest. Write to us or come by after ten.', 'hiring bakery'],
  ['11-19', 'bluesky', 'Children\'s school visit', 'class 3B', 'Class 3B came to shape rolls this morning. Twenty-six rolls, of which four were dinosaurs. All were eaten.', ''],
  ['11-20', 'mastodon', 'Why we do not deliver', 'do not deliver', 'People ask why we do not deliver. Bread sweats in a box, and a van would cost us the fourth baker. We would rather keep the baker.', ''],
  ['11-21', 'x', 'Cardamom buns sold out record', '09:40', 'The cardamom buns were gone at 09:40 today. We baked 20 more than last week. We are beginning to see a pattern.', ''],
  ['11-22', 'instagram', 'Stir-up Sunday today', 'until four', 'We are stirring until four. Come in, take the spoon, make a wish, leave the bowl. Twelve puddings have your fingerprints already.', 'stirupsunday'],
  ['11-23', 'linkedin', 'One year of four-day week', 'four-day week', 'A year of the four-day week in a bakery: sick days down by a third, no one left, and the shop is open as long as before. The hard part was the rota. Happy to share ours.', 'fourdayweek smallbusiness'],
  ['11-24', 'bluesky', 'Order Christmas stollen from now', '£14', 'Stollen can be ordered from today. It ripens for three weeks in our cellar and costs £14. Last year the list was full on the 2nd.', ''],
  ['11-25', 'x', 'Rain offer', 'when it rains', 'New rule: when it rains, the second coffee is free. We checked the forecast first. We are doing it all the same.', ''],
  ['11-26', 'mastodon', 'Reading list for home bakers', 'library', 'A customer asked what to read. We gave our six best books to the library on North Street, second shelf on the left. Flour stains mark the good pages.', 'baking'],
  ['11-27', 'instagram', 'No Black Friday', 'same price', 'There is no Black Friday here. The loaf has the same price as on Thursday. It was also as good on Thursday.', 'smallbusiness bakery'],
  ['11-28', 'x', 'Small Business Saturday next week', 'next Saturday', 'It is Small Business Saturday next Saturday. We will be open, small, and a business. Mulled apple juice for everyone in the queue.', ''],
  ['11-29', 'bluesky', 'First Advent: saffron buns', 'saffron', 'First Advent means saffron buns. We grate the saffron ourselves, which explains the yellow fingers at the till.', ''],
  ['11-30', 'mastodon', 'Month in numbers', '5,214', 'November in numbers: 5,214 loaves, 1,380 buns, one oven seal, one lost glove (blue, left hand, behind the counter).', ''],
  ['12-01', 'instagram', 'Advent calendar made of rolls', '24 rolls', 'Our window has an advent calendar of 24 rolls. Each morning at eight a child of the street may take one. Today it was Omar, and it had raisins.', 'advent bakery'],
  ['12-02', 'x', 'Stollen list almost full', '11 left', 'Stollen: 11 left on the list. After that we will be sorry and you will be too.', ''],
  ['12-03', 'bluesky', 'Gluten: honest answer', 'not gluten-free', 'We are asked each day: no, our kitchen is not gluten-free and cannot be. The shop at 14 High Street bakes without, and bakes well.', ''],
  ['12-04', 'linkedin', 'Apprentice passed exam', 'Tomasz', 'Tomasz passed his exam with distinction. He came to us two and a half years ago to wash tins. From January he runs the Saturday shift.', 'apprenticeship'],
  ['12-05', 'mastodon', 'Workshop went well', 'ten loaves', 'Ten people, ten loaves, one fire alarm. The workshop was a joy. The next one is in February.', 'sourdough'],
  ['12-06', 'instagram', 'St Nicholas: spiced biscuits', 'in the boot', 'If there is a biscuit in the boot by your door this morning, it may be one of ours. Cinnamon, clove, and a bit of pepper.', 'stnicholas biscuits'],
  ['12-07', 'x', 'Second Advent opening hours', 'eight to one', 'Open today from eight to one. The saffron buns are out, the coffee is on, and Ines is off, for once.', ''],
  ['12-08', 'bluesky', 'Lost glove found its owner', 'the glove', 'The glove has gone home. It belongs to Mr Pryce, who says the right one missed it.', ''],
  ['12-09', 'mastodon', 'What to do with stale bread', 'bread pudding', 'Three things for old bread: toast, crumbs, bread pudding. For the last one soak it overnight; the recipe card is on the counter, free.', 'foodwaste'],
  ['12-10', 'linkedin', 'Energy: heat of the oven warms the flat above', 'flat above', 'Since October the waste heat of our oven warms the flat above the shop. It saves our neighbour about a third of the gas bill. The pipework cost less than we had feared.', 'energy smallbusiness'],
  ['12-11', 'x', 'Mince pies start', '£1.90', 'Mince pies from today, £1.90 each. The record is nine by one person in one sitting. We do not encourage it.', ''],
  ['12-12', 'instagram', 'How a mince pie is made', 'butter', 'The pastry is butter, flour, a little ice water and not much talking. The filling has been waiting since October.', 'mincepies baking'],
  ['12-13', 'bluesky', 'Lucia buns', 'Lucia', 'Lucia today. The choir of the Swedish school sings in the shop at half past seven. Bring a warm voice and an empty bag.', ''],
  ['12-14', 'mastodon', 'Ordering deadline for Christmas', '20 December', 'Orders for Christmas bread close on 20 December at six. By phone, at the counter, or on the slate by the door.', ''],
  ['12-15', 'x', 'New paper bags', 'paper bags', 'Our new paper bags have arrived. They are brown. They hold bread. That is all we have to say about the paper bags.', ''],
  ['12-16', 'linkedin', 'Donations to the food bank', '40 loaves', 'Each evening 40 loaves go to the food bank on Mill Road. It is bread that we bake for that, not what is left over.', 'community'],
  ['12-17', 'instagram', 'Night shift photo', 'at three', 'This is the street at three. One window has light. That is us.', 'nightshift bakery'],
  ['12-18', 'bluesky', 'Gift idea: workshop voucher', 'voucher', 'For those who have everything: a voucher for a sourdough workshop, £45. It fits into an envelope and needs no batteries.', ''],
  ['12-19', 'x', 'Last Saturday before Christmas', 'at six', 'Last Saturday before Christmas. We open at six, one hour early. There will be a queue. There will also be tea.', ''],
  ['12-20', 'mastodon', 'Fourth Advent, orders close', 'six tonight', 'Orders close at six tonight. Then we count, then we bake, then we sleep. In that order.', ''],
  ['12-21', 'instagram', 'Shortest day, darkest loaf', 'darkest loaf', 'The shortest day gets our darkest loaf: whole rye, baked for two hours, with malt. It keeps until the days are longer.', 'rye wintersolstice'],
  ['12-22', 'x', 'Pick up slots', 'from ten', 'Picking up an order tomorrow? From ten the left door is for orders, the right one for everybody else. No one will check. We trust you.', ''],
  ['12-23', 'bluesky', 'Big baking day', '812 loaves', 'Tonight we bake 812 loaves. If you see smoke, it is only Ines thinking.', ''],
  ['12-24', 'linkedin', 'Thank you to the team', 'four bakers', 'Four bakers, one oven, 61,000 loaves this year. Thank you to the people who get up so that others can have breakfast. We are closed until the 28th.', 'thankyou'],
  ['12-25', 'mastodon', 'Christmas greeting', 'the 28th', 'A quiet Christmas to all of you. The oven is off for the first time since June. We are back on the 28th.', ''],
  ['12-26', 'x', 'Boxing day tip', 'leftover stollen', 'Boxing Day tip: slice the leftover stollen, butter it on both sides, into the pan. You are welcome.', ''],
  ['12-28', 'bluesky', 'Back after Christmas', 'from eight', 'We are back, from eight. There is bread. There is soup. There is not one mince pie, and we are at peace with that.', ''],
  ['12-29', 'instagram', 'Cleaning the stone', 'once a year', 'We clean the stone of the oven once a year. Today. It takes two people, one scraper and most of the radio programme.', 'bakery oven'],
  ['12-30', 'mastodon', 'Survey: which loaf should come back', 'three loaves', 'Three loaves stood in line to come back in January: beetroot, spelt with honey, and the potato loaf. Tell us which. We count by hand.', ''],
  ['12-31', 'x', 'New Year\'s Eve hours', 'until noon', 'Open until noon today. Then we go home and let the starter see in the new year alone. It is used to that.', ''],
];

/** What talks a post over the limit of short platforms. */
const padding =
  'We could go on about this for quite a while, and in fact we will, because there is so much more to say about bread, ' +
  'about mornings, about the smell of the street at dawn, about the people who come in and the people who walk past.';

const rows = briefs.map(([day, platform, topic, mustSay, post, hashtags], at) => {
  if (!post.includes(mustSay) && !post.toLowerCase().includes(mustSay.toLowerCase())) {
    throw new Error(`"${mustSay}" is not in "${post}"`);
  }
  const id = `P${String(at + 1).padStart(3, '0')}`;
  const tags = hashtags === '' ? [] : hashtags.split(' ');
  const brief = { id, day: `2026-${day}`, platform, topic, must_say: mustSay };
  return {
    id,
    brief,
    reference: { text: post, hashtags: tags },
    confusions: [
      { text: vague(post, mustSay), hashtags: tags },
      { text: `${post} Don't miss out on this game-changer!`, hashtags: tags },
      { text: `${post} ${padding}`, hashtags: [...tags, 'FreshBread', 'FoodLovers', 'Yum'] },
    ],
  };
});
const folder = import.meta.dirname;
writeFileSync(join(folder, 'briefs.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
const november = rows.map(({ brief }) => brief).filter(({ day }) => day.startsWith('2026-11'));
writeFileSync(join(folder, 'november.json'), `${JSON.stringify({ briefs: november }, null, 2)}\n`);

/** The post with its fact blurred. */
function vague(post: string, mustSay: string): string {
  const at = post.toLowerCase().indexOf(mustSay.toLowerCase());
  return `${post.slice(0, at)}as you know${post.slice(at + mustSay.length)}`;
}
