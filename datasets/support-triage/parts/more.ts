import type { Topic } from './topic.ts';

/** Tickets that touch two categories; the label follows what has to be dealt with first. */
export const more: readonly Topic[] = [
  {
    name: 'billing-page-broken',
    category: 'bug',
    confusedWith: 'billing',
    reply: 'That is a fault of our page and not of your plan, and I have filed it with our engineers. Nothing is charged twice by pressing the button again. Until it is fixed, tell us here what you want to change and we do it for you.',
    mentions: ['filed', 'we do it for you'],
    tickets: [
      ['normal', 'Billing page is empty', 'The billing page shows only the headline and nothing below. I wanted to look at my invoices.'],
      ['high', 'Cannot pay, page crashes', 'I want to pay and your checkout crashes with a TypeError every time. The account is closed at midnight if I do not pay.'],
      ['low', 'Currency sign wrong on billing page', 'It shows "$" in front of what is clearly our price in euros. The invoice itself is right.'],
      ['normal', 'upgrade buton loops', 'pressing upgrade loads the same page again, tried chrome and edge. not urgent we can wait till thursday'],
    ],
  },
  {
    name: 'members-page-broken',
    category: 'bug',
    confusedWith: 'account',
    reply: 'Thank you for the screenshots, the members page has a fault since the last release and a fix is on its way. Changes that you save there do count, even where the page shows the old state. If somebody must lose access at once, write to us here and we remove the person.',
    mentions: ['fix is on its way', 'we remove the person'],
    tickets: [
      ['normal', 'Members page shows people twice', 'All members appear two times in the list. Removing one entry brings it back after a reload.'],
      ['normal', 'Role menu does not open', 'The drop-down for roles opens for a tenth of a second and closes. The API lets me change roles, so I use that.'],
      ['low', 'Avatars swapped', 'Two colleagues have each other\'s picture on the members page. They find it funny.'],
    ],
  },
  {
    name: 'who-is-charged',
    category: 'billing',
    confusedWith: 'account',
    reply: 'Billing follows the workspace, not the person: the card under Settings > Billing pays for all members, and a billing contact can see invoices without being a member. I have added a note so that the next invoice goes to the right contact.',
    mentions: ['Settings > Billing', 'billing contact'],
    tickets: [
      ['low', 'Invoices to our accountant', 'Can our accountant get the invoices by mail without taking a seat?'],
      ['normal', 'My private card pays for the company', 'I set it all up with my private card two years ago. The company should take over from next month.'],
      ['normal', 'Owner changed, invoices still go to him', 'Our former owner still receives the invoices at his new company. That is rather embarrassing.'],
      ['low', 'split bill', 'two departments one workspace, can the bill be split 60/40 on two cards?'],
    ],
  },
  {
    name: 'general-question',
    category: 'other',
    confusedWith: 'billing',
    reply: 'Good question: the comparison page lists what each plan includes, and the trial of 14 days has all of it, without a card. If you tell us how many people you are and what you want to plan, we gladly say which one fits.',
    mentions: ['comparison page', '14 days'],
    tickets: [
      ['low', 'Is Tidewell right for a school?', 'We are a primary school with 22 teachers and want to plan projects. Would your tool suit us?'],
      ['low', 'Compared with spreadsheets', 'My boss asks what Tidewell can do that our spreadsheet cannot. Can you give me three points?'],
      ['low', 'Trial', 'Is there a trial, how long, and do I need a credit card for it?'],
      ['low', 'offline use', 'does it work offline? we work in tunels a lot (yes really)'],
      ['low', 'Accessibility statement', 'Is there an accessibility statement, and has the product been tested with screen readers?'],
    ],
  },
];
