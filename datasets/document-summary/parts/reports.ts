import type { Document } from './document.ts';

export const reports: readonly Document[] = [
  {
    kind: 'incident', risk: 'high', title: 'Payment outage of 17 November',
    text: 'Between 18:04 and 19:31 card payments failed for all shops on cluster west. 2,940 checkouts were lost, worth about 118,000 euros. Cause: a certificate expired that was not in the inventory, because it had been made by hand in 2024. The page went out after 22 minutes since the alarm looks at errors, and a refused handshake is counted as none. Nadia adds all certificates to the inventory by 24 November. Igor makes the alarm count refused handshakes, by 1 December. Until then the same can happen with four other certificates, the first of which expires on 29 November.',
    bullets: ['Card payments failed for 87 minutes; 2,940 checkouts were lost.', 'A certificate that was not in the inventory had expired.', 'Four other certificates are not covered, the first expires on 29 November.'],
    actions: [['Nadia', 'add all certificates to the inventory', '2026-11-24'], ['Igor', 'count refused handshakes in the alarm', '2026-12-01']], facts: ['2,940', '29 November'],
  },
  {
    kind: 'incident', risk: 'low', title: 'Slow search on 9 November',
    text: 'Search answers took 4 to 6 seconds between 09:10 and 09:55, normally 0.3. A report that scans the whole index had been started by hand at the busiest hour. It was stopped, and times were normal at once. No data was touched. Kofi moves the report to a replica before the month ends. We also agreed to write down who may start it.',
    bullets: ['Search took 4 to 6 seconds for 45 minutes.', 'A full-index report was started at the busiest hour.'],
    actions: [['Kofi', 'move the report to a replica', '2026-11-30']], facts: ['4 to 6 seconds'],
  },
  {
    kind: 'inspection', risk: 'high', title: 'Playground inspection, Mill Lane',
    text: 'Inspected on 12 November, dry, 8 degrees. The rear post of the climbing frame is rotten to a depth of 4 cm at ground level; the frame can tip under load. It was taped off on the spot. One chain link of swing 2 is worn by half. The sand is clean. The parks department (Ms Varga) has to replace the post or remove the frame by 19 November. Chain to be changed by Mr Oduya by the end of the month.',
    bullets: ['The rear post of the climbing frame is rotten to 4 cm and the frame can tip.', 'One chain link of swing 2 is worn by half.', 'The frame has been taped off.'],
    actions: [['Ms Varga', 'replace the post or remove the frame', '2026-11-19'], ['Mr Oduya', 'change the chain of swing 2', '2026-11-30']], facts: ['4 cm', 'swing 2'],
  },
  {
    kind: 'inspection', risk: 'none', title: 'Kitchen hygiene visit',
    text: 'Unannounced visit on 5 November, 10:15. Cold room 3.8 degrees, freezer -19. Separate boards for raw and cooked, all in good order. Records complete for the past 90 days. Hand basin in the bakery lacks paper towels, put right during the visit. Grade: very good. No follow-up; next regular visit in eighteen months.',
    bullets: ['Temperatures, boards and records were in order.', 'Missing paper towels were put right during the visit.', 'Grade very good; the next visit is in eighteen months.'],
    actions: [], facts: ['eighteen months'],
  },
  {
    kind: 'inspection', risk: 'low', title: 'Roof survey, St Anne\'s hall',
    text: 'About thirty slates have slipped on the north side, mostly near the valley. The felt below is intact, and there is no damp inside yet. Two winters at most before water comes in. Repair with scaffold about £3,200; if done together with the gutters £700 less. Mr Bell gets two offers before the parish council on 8 December.',
    bullets: ['About thirty slates have slipped on the north side; there is no damp yet.', 'Repair costs about £3,200, £700 less together with the gutters.'],
    actions: [['Mr Bell', 'get two offers', '2026-12-08']], facts: ['thirty slates', '£3,200'],
  },
  {
    kind: 'status', risk: 'low', title: 'Warehouse move, week 46',
    text: 'Racks are up in halls 1 and 2, hall 3 follows on Monday. 61 percent of the stock has moved, plan was 70. We lost two days because the forklift charger was wired for the wrong phase. The lease of the old hall ends on 15 December, so one more such week and we pay a month extra (14,500 euros). Rosa asks for a second truck until the 27th. Scanner coverage in hall 2 still has a dead corner, Jonas is on it.',
    bullets: ['61 percent of the stock has moved, 70 were planned.', 'The old lease ends on 15 December; an extra month costs 14,500 euros.', 'Hall 2 has a corner without scanner coverage.'],
    actions: [['Rosa', 'get a second truck', '2026-11-27'], ['Jonas', 'fix the scanner coverage in hall 2', '']], facts: ['61 percent', '14,500'],
  },
  {
    kind: 'status', risk: 'none', title: 'Library digitisation, October',
    text: '1,860 volumes scanned, 240 more than planned, since the second scanner runs until nine in the evening. Error rate on the sample of 200 pages was 0.4 percent, the limit is 1. Storage stands at 38 of 60 TB. Nothing is blocked. Next month: newspapers of 1921 to 1925, which are brittle and will go slower.',
    bullets: ['1,860 volumes were scanned, 240 more than planned.', 'The error rate was 0.4 percent with a limit of 1.', 'Storage stands at 38 of 60 TB.'],
    actions: [], facts: ['1,860', '0.4 percent'],
  },
  {
    kind: 'status', risk: 'high', title: 'Bridge repair, Fenwick',
    text: 'The divers found that the scour at pier 2 is 1.9 m deep and not 0.6 as in the survey of spring. The engineer calls the pier stable for now but not at a flood above mark 4. Forecast for the coming week is mark 3.5 to 4.2. The bridge is limited to 7.5 t as of today. Ms Cole decides on full closure at each gauge reading. Rock fill is ordered; Harlan Ltd can start on 25 November at the earliest.',
    bullets: ['The scour at pier 2 is 1.9 m deep instead of 0.6.', 'The pier is not stable in a flood above mark 4, and up to 4.2 is forecast.', 'The bridge is limited to 7.5 t.'],
    actions: [['Ms Cole', 'decide on closure at each gauge reading', ''], ['Harlan Ltd', 'start the rock fill', '2026-11-25']], facts: ['1.9 m', '7.5 t'],
  },
  {
    kind: 'status', risk: 'low', title: 'Translation of the handbook',
    text: 'French and Polish are done and checked. Turkish is at 70 percent: the translator was ill, and continues on Monday. Arabic waits for the layout, because the template cannot do right-to-left. Delivery to the printer is 10 December and still holds if the template is fixed by the 28th, which Emil has promised. Cost so far 6,150 of 8,000.',
    bullets: ['French and Polish are done, Turkish is at 70 percent.', 'Arabic waits for a right-to-left template.', 'Cost is 6,150 of 8,000.'],
    actions: [['Emil', 'fix the template for right-to-left', '2026-11-28']], facts: ['70 percent', '6,150'],
  },
  {
    kind: 'lab-note', risk: 'none', title: 'Adhesive test, batch 88',
    text: 'Twelve samples, cured 48 h at 23 degrees. Peel strength mean 6.2 N/mm, lowest 5.7, specification is above 5. No failure at the boundary. Humidity in the chamber was 51 percent. Batch 88 is released. Remaining material is kept in cabinet 4 until June.',
    bullets: ['Peel strength was 6.2 N/mm on average and 5.7 at least, above the specification of 5.', 'Batch 88 is released.'],
    actions: [], facts: ['6.2 N/mm', 'Batch 88'],
  },
  {
    kind: 'lab-note', risk: 'low', title: 'Water samples, river Ash',
    text: 'Sampled at five points on 10 November. Nitrate at point 4 was 46 mg/l, the limit is 50; in August it was 31. The others are between 12 and 20. Rain was heavy in the week before, and the field above point 4 was manured on the 6th according to the farmer. Dr Ruiz repeats point 4 in dry weather, by the end of November. No action towards the public needed.',
    bullets: ['Nitrate at point 4 rose from 31 to 46 mg/l; the limit is 50.', 'Heavy rain and manure on the field above are likely causes.'],
    actions: [['Dr Ruiz', 'repeat the sample at point 4 in dry weather', '2026-11-30']], facts: ['46 mg/l'],
  },
  {
    kind: 'audit', risk: 'high', title: 'Access rights audit, HR system',
    text: 'We checked all 412 accounts. 37 belong to people who have left, the longest for two years; three of them were used after the last working day. One shared account "payroll2" has no owner and can change bank details. Segregation of duties is thus not given for payroll. The three accounts were locked during the audit. Ms Iyer closes the other 34 by 20 November, and names an owner for payroll2 or removes it, by 27 November. The data protection officer has been informed about the three.',
    bullets: ['37 of 412 accounts belong to people who have left; three were used afterwards.', 'The shared account payroll2 can change bank details and has no owner.', 'The data protection officer has been informed.'],
    actions: [['Ms Iyer', 'close the other 34 accounts', '2026-11-20'], ['Ms Iyer', 'name an owner for payroll2 or remove it', '2026-11-27']], facts: ['37 of 412', 'payroll2'],
  },
  {
    kind: 'audit', risk: 'low', title: 'Petty cash check, branch Utrecht',
    text: 'Counted 318.40 against a book value of 326.40, so 8 euros are missing. Two receipts of October have no signature. The box was locked and the key with the branch manager, as it should be. Mr Smit pays the difference and has the two receipts signed by Friday. Last year 1.20 were missing.',
    bullets: ['8 euros are missing: 318.40 against 326.40.', 'Two receipts of October are not signed.'],
    actions: [['Mr Smit', 'settle the difference and have the receipts signed', '']], facts: ['8 euros'],
  },
  {
    kind: 'audit', risk: 'none', title: 'Fire drill, office tower',
    text: 'Alarm at 10:02, building empty at 10:09, which is two minutes faster than last year. All nine floors reported to the assembly point. The lift went to the ground floor and stayed there. One visitor took the wrong exit and was guided back. No measures needed. Thanks to the 18 marshals.',
    bullets: ['The building was empty after 7 minutes, two faster than last year.', 'All nine floors reported; no measures are needed.'],
    actions: [], facts: ['7 minutes'],
  },
  {
    kind: 'research', risk: 'none', title: 'Interviews on grocery lists',
    text: 'We talked to 16 households in three towns. Eleven write the list on paper even though they own a phone with an app; the reason named most is that paper hangs on the fridge where all can add to it. Four photograph the paper before they go. Nobody sorted by aisle. Idea for the prototype: a list that lives on the fridge and can be photographed. Report with quotes follows.',
    bullets: ['Eleven of 16 households write the list on paper.', 'The main reason is that everybody can add to it on the fridge.', 'Four photograph the list before shopping.'],
    actions: [], facts: ['Eleven of 16'],
  },
  {
    kind: 'research', risk: 'low', title: 'Pilot of the new triage form',
    text: 'Over four weeks 220 patients were triaged with the new form and 205 with the old. Median time fell from 6:10 to 4:30 minutes. Two urgent cases were rated too low with the new form, none with the old; both were noticed within ten minutes by the nurse. That is too few to say anything, but it must be looked at. Dr Sato reviews all 220 forms for under-rating by 4 December. The pilot goes on meanwhile with a second look by the senior nurse.',
    bullets: ['Median time fell from 6:10 to 4:30 minutes.', 'Two urgent cases were rated too low with the new form, none with the old.', 'The pilot goes on with a second look.'],
    actions: [['Dr Sato', 'review all 220 forms for under-rating', '2026-12-04']], facts: ['4:30 minutes', 'Two urgent cases'],
  },
];
