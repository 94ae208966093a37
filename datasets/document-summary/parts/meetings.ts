import type { Document } from './document.ts';

export const meetings: readonly Document[] = [
  {
    kind: 'minutes', risk: 'low', title: 'Allotment committee, 4 November',
    text: 'Present: Ruth, Amit, Old Mr Hale, two guests. The water bill came to £612, up from £480, because the standpipe by plot 9 leaked for most of the summer. Amit has found a plumber who wants £90. Ruth will book him before the frost. Plots 14 and 22 have not been worked since spring; Mr Hale writes to both holders this week and asks them to reply by 30 November. The seed swap stays on the first Sunday in March. Nobody wanted to be treasurer, so Ruth carries on until Easter, under protest.',
    bullets: ['The water bill rose to £612 because the standpipe by plot 9 leaked.', 'Plots 14 and 22 have not been worked since spring.', 'Ruth stays treasurer until Easter.'],
    actions: [['Ruth', 'book the plumber for the standpipe', ''], ['Mr Hale', 'write to the holders of plots 14 and 22', '2026-11-30']], facts: ['£612', 'plot 9'],
  },
  {
    kind: 'minutes', risk: 'none', title: 'Weekly design review',
    text: 'We went through the three drafts of the onboarding screen. Draft B was liked best: five of seven could say after ten seconds what the product does, against two for A and three for C. Leila will take the progress bar from C into B. No decision on the illustration, the budget for it is not clear. Next review on 12 November, same room. Thanks to Jun for the cake.',
    bullets: ['Draft B was understood by five of seven within ten seconds.', 'The progress bar of C moves into B.', 'The illustration is undecided.'],
    actions: [['Leila', 'take the progress bar of C into draft B', '2026-11-12']], facts: ['five of seven'],
  },
  {
    kind: 'minutes', risk: 'high', title: 'School trip planning',
    text: 'The coach company wrote on Monday that it has gone into administration. Our deposit of £1,150 is probably lost. 48 children are signed up for 9 December and there is no transport. Mrs Adeyemi rings the three other companies tomorrow; if none has a coach by Friday the 27th we cancel and tell parents the same day. Mr Lund asks the insurance whether the deposit is covered. The museum would let us move to January without a fee.',
    bullets: ['The coach company is insolvent and the deposit of £1,150 is probably lost.', '48 children have no transport for 9 December.', 'The museum would move the visit to January for free.'],
    actions: [['Mrs Adeyemi', 'ask three other coach companies', '2026-11-27'], ['Mr Lund', 'ask the insurance about the deposit', '']], facts: ['£1,150', '48 children'],
  },
  {
    kind: 'minutes', risk: 'low', title: 'Data platform stand-up',
    text: 'Nightly load took 5 h 40 min, limit is 6 h. Growth is about 3 min a night, so we hit the limit in a week. Pavel splits the orders table by month, done by Wednesday the 25th. Marta is out until Thursday. The alert for late loads goes to a mailbox nobody reads; Pavel will point it to the on-call channel today.',
    bullets: ['The nightly load took 5 h 40 min of at most 6 h and grows by 3 min a night.', 'Late-load alerts go to a mailbox that nobody reads.'],
    actions: [['Pavel', 'split the orders table by month', '2026-11-25'], ['Pavel', 'send late-load alerts to the on-call channel', '']], facts: ['5 h 40 min'],
  },
  {
    kind: 'minutes', risk: 'none', title: 'Choir committee',
    text: 'Christmas concert: programme is fixed, eleven pieces, seventy minutes with the interval. Tickets £8, children free. Beatrix prints the posters by 1 December and hangs them at the library and both schools. We still need two people for the door. The piano was tuned last week and needs nothing. Membership stands at 43, the most we ever had.',
    bullets: ['The concert has eleven pieces and lasts seventy minutes.', 'Two people are missing for the door.', 'Membership is at a record of 43.'],
    actions: [['Beatrix', 'print and hang the posters', '2026-12-01']], facts: ['eleven pieces', '43'],
  },
  {
    kind: 'minutes', risk: 'high', title: 'Ward meeting on staffing',
    text: 'From Monday two of six night nurses are on sick leave for at least three weeks. With four we cannot cover two rooms of monitored patients; the rule is one nurse to six. Sister Okoro has asked the agency, answer due tomorrow noon. If no, Dr Blum closes six beds from Monday and the emergency department is told. Nobody is to do more than four nights in a row, as happened in October.',
    bullets: ['Two of six night nurses are away for at least three weeks.', 'The rule of one nurse to six patients cannot be kept.', 'Six beds may have to be closed from Monday.'],
    actions: [['Sister Okoro', 'get an answer from the agency', ''], ['Dr Blum', 'close six beds if no nurse is found', '']], facts: ['Two of six', 'Six beds'],
  },
  {
    kind: 'minutes', risk: 'none', title: 'Book club, November',
    text: 'Nine came, seven had finished. Opinions on the ending were split down the middle. For January we chose the short one about the lighthouse (180 pages). Host is Ines, date the 14th. Olga brings the samovar if somebody can carry it up the stairs. No meeting in December.',
    bullets: ['The book for January has 180 pages; Ines hosts on the 14th.', 'There is no meeting in December.'],
    actions: [['Ines', 'host the meeting', '2027-01-14'], ['Olga', 'bring the samovar', '']], facts: ['180 pages'],
  },
  {
    kind: 'minutes', risk: 'low', title: 'Warehouse safety round',
    text: 'Walked the hall with Tom. Fire door 3 was wedged open again with a pallet, second time this month. Two of the fourteen extinguishers are past their date (racks 5 and 11). Floor marking at the dock is worn off. Tom orders the paint and repaints by the end of November. Hanna gets the extinguishers exchanged by the 24th. Shift leads were told about the door, next time it is a written warning.',
    bullets: ['Fire door 3 was wedged open for the second time this month.', 'Two of fourteen extinguishers are out of date.', 'The floor marking at the dock is worn off.'],
    actions: [['Tom', 'repaint the floor marking', '2026-11-30'], ['Hanna', 'have the extinguishers exchanged', '2026-11-24']], facts: ['Fire door 3', 'Two of fourteen'],
  },
  {
    kind: 'minutes', risk: 'low', title: 'Budget round, marketing',
    text: 'We have 21,000 euros left for the quarter and plans for 26,400. The fair in Lyon (9,000) stays. Social ads go down from 8,000 to 4,000. Carlo finds out whether the print run can move to January. If it cannot, we are 1,400 over, and Petra has to ask the board by 2 December. The agency has still not sent the October invoice.',
    bullets: ['21,000 euros are left against plans for 26,400.', 'Social ads are halved to 4,000.', 'Without moving the print run the overspend is 1,400.'],
    actions: [['Carlo', 'find out whether the print run can move to January', ''], ['Petra', 'ask the board for the difference', '2026-12-02']], facts: ['21,000', '1,400'],
  },
  {
    kind: 'minutes', risk: 'none', title: 'Parents\' evening, group Bluebell',
    text: 'Lantern walk is on 11 November at five, meeting point the bakery, as every year. Parents of the big ones bake, parents of the little ones bring tea. Ms Farah collects the photo consent forms until Friday. The new slide is a success. There were three cases of head lice in October, none since.',
    bullets: ['The lantern walk starts at five at the bakery on 11 November.', 'There have been no head lice since October.'],
    actions: [['Ms Farah', 'collect the photo consent forms', '']], facts: ['11 November'],
  },
  {
    kind: 'minutes', risk: 'high', title: 'Tenants\' meeting, Cedar Court',
    text: 'The lift in house B has been out for five weeks. Mrs Pham on the eighth floor has not left her flat for three of them. The management says a part comes from Italy, no date. Yusuf writes to the housing office with a deadline of 1 December; after that we go to the ombudsman. Dina organises shopping for Mrs Pham, seven people signed up. Mould in the cellar was also raised and goes to the next meeting.',
    bullets: ['The lift in house B has been out for five weeks.', 'Mrs Pham on the eighth floor cannot leave her flat.', 'After 1 December the ombudsman is called.'],
    actions: [['Yusuf', 'write to the housing office with a deadline', '2026-12-01'], ['Dina', 'organise shopping for Mrs Pham', '']], facts: ['five weeks', 'eighth floor'],
  },
  {
    kind: 'minutes', risk: 'none', title: 'Retrospective, team Heron',
    text: 'Good: release went out on a Tuesday, no rollback, support tickets down to 14 from 31. Bad: reviews wait two days on average. We try a fixed review hour at eleven for the next two sprints. Sven sets up the calendar entry. Keep: demo with sound on. Mood 4.1 of 5.',
    bullets: ['Support tickets fell from 31 to 14 after the release.', 'Reviews wait two days on average, so a review hour is tried for two sprints.'],
    actions: [['Sven', 'set up the calendar entry for the review hour', '']], facts: ['31 to 14'],
  },
];
