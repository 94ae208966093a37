/** Writes questions.jsonl from the hand-written questions below: `node datasets/kb-answer/generate.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Articles, question, right answer, what an answer must say, and a wrong answer with the article it misreads. */
type Question = readonly [sources: string, question: string, answer: string, mentions: string, wrong: string, wrongSource: string];

const questions: readonly Question[] = [
  ['kb-01', 'How many boards can I have without paying?', 'The free plan has 10 boards.', '10 boards', 'You can have 5 boards on the free plan.', 'kb-01'],
  ['kb-01', 'what happens to board no. 11 when i go back to free', 'Boards above the limit of 10 become read-only and are never deleted.', 'read-only', 'Boards above the limit are deleted after 30 days.', 'kb-14'],
  ['kb-01', 'Max file size on Free?', 'A single file may be 25 MB on the free plan.', '25 MB', 'A single file may be 250 MB.', 'kb-01'],
  ['kb-02', 'I upgraded on the 20th. Do I pay for the whole month?', 'No, an upgrade is charged in proportion to the days that are left.', 'in proportion', 'Yes, the full month is charged.', 'kb-02'],
  ['kb-02', 'When does a downgrade take effect?', 'A downgrade starts at the next renewal.', 'next renewal', 'A downgrade starts at once.', 'kb-02'],
  ['kb-02', 'Who is allowed to change our plan?', 'Owners and billing contacts can change the plan under Settings > Billing.', 'billing contacts', 'Every admin can change the plan.', 'kb-07'],
  ['kb-03', 'Can I get my money back if the yearly plan renewed two weeks ago?', 'Yes, a yearly plan can be refunded in full within 30 days of its renewal.', '30 days', 'No, plans are not refunded once they have renewed.', 'kb-03'],
  ['kb-03', 'Refund for a monthly subscription?', 'Monthly plans are not refunded, but you can cancel at any time and they run until the end of the month.', 'not refunded', 'Yes, monthly plans are refunded within 30 days.', 'kb-03'],
  ['kb-03', 'how long till the refund is on my card', 'Refunds reach the card within 5 to 10 working days.', '5 to 10 working days', 'Refunds reach the card within 14 days.', 'kb-04'],
  ['kb-04', 'We would like to pay by bank transfer, what are the conditions?', 'Bank transfer is possible for yearly Business plans of 20 seats and more, due within 14 days.', '20 seats', 'Bank transfer is possible on every plan.', 'kb-04'],
  ['kb-04', 'Do you take SEPA direct debit?', 'Yes, SEPA direct debit is accepted on every plan.', 'SEPA', 'No, only cards are accepted.', 'kb-04'],
  ['kb-05', 'Our card failed. How long until you lock us?', 'Everything keeps working for 14 days; after that the workspace becomes read-only until an invoice is paid.', '14', 'The workspace is locked on day 3.', 'kb-05'],
  ['kb-05', 'Will our data be deleted if we cannot pay this month?', 'No, nothing is deleted; after day 14 the workspace becomes read-only.', 'nothing is deleted', 'Data is deleted after 30 days.', 'kb-22'],
  ['kb-05', 'On which days do you retry a failed charge?', 'We try again on days 3, 7 and 14.', '3, 7 and 14', 'We try again every day for two weeks.', 'kb-05'],
  ['kb-06', 'Does a guest cost a seat?', 'No, guests do not take a seat and are free, up to five for each paid member.', 'five', 'Yes, each guest takes a seat.', 'kb-06'],
  ['kb-06', 'Can guests upload files?', 'Yes, guests can comment and upload files.', 'upload files', 'No, guests can only read.', 'kb-07'],
  ['kb-06', 'We have 4 paid members, how many guests are free?', 'Twenty: five guests are free for each paid member.', 'five guests', 'Five guests are free in all.', 'kb-06'],
  ['kb-07', 'Is there a role that can look but not touch?', 'Yes, a viewer can read and comment but not change cards.', 'viewer', 'Yes, the member role cannot change cards.', 'kb-07'],
  ['kb-07', 'How many owners may a workspace have?', 'A workspace can have up to three owners.', 'three owners', 'A workspace has exactly one owner.', 'kb-11'],
  ['kb-08', 'How many recovery codes do I get for 2FA?', 'You get ten recovery codes, each good for one sign-in.', 'ten', 'You get five recovery codes.', 'kb-08'],
  ['kb-08', 'Can I use a hardware key as second factor?', 'Yes, two-factor sign-in works with an authenticator app or a hardware key.', 'hardware key', 'No, only an authenticator app is supported.', 'kb-08'],
  ['kb-08', 'i want to force 2fa for everyone, possible?', 'Yes, owners can require a second factor for all members.', 'Owners can require', 'No, each member decides alone.', 'kb-08'],
  ['kb-09', 'Is SSO part of Team?', 'No, single sign-on is part of the Business plan.', 'Business', 'Yes, single sign-on is part of every paid plan.', 'kb-09'],
  ['kb-09', 'Our identity provider is down. How does the owner get in?', 'Owners can always sign in by /recover.', '/recover', 'Nobody can sign in until the identity provider is back.', 'kb-09'],
  ['kb-09', 'Do we have to create members before they use SAML?', 'No, members are created at their first sign-in.', 'first sign-in', 'Yes, an admin has to invite them first.', 'kb-09'],
  ['kb-10', 'How long is the password link valid?', 'The link is valid for one hour and can be used once.', 'one hour', 'The link is valid for 24 hours.', 'kb-12'],
  ['kb-10', 'Account locked after wrong passwords, when can I try again?', 'After ten wrong passwords the account is locked for 30 minutes.', '30 minutes', 'The account stays locked until support opens it.', 'kb-10'],
  ['kb-11', 'Our owner left and cannot be reached. What do you need from us?', 'We need a letter on company paper signed by a director; the check takes two working days.', 'signed by a director', 'Any admin can become owner under Settings > Members.', 'kb-07'],
  ['kb-11', 'Where do I hand over ownership?', 'Under Settings > Members > Make owner.', 'Make owner', 'Under Profile > Privacy.', 'kb-22'],
  ['kb-12', 'Does the CSV export include comments?', 'No, CSV leaves out comments; JSON holds every field.', 'leaves out comments', 'Yes, CSV holds every field.', 'kb-12'],
  ['kb-12', 'Who can export the entire workspace?', 'Only owners can; it arrives by e-mail as a ZIP file within 24 hours.', 'owners', 'Every admin can export the workspace.', 'kb-12'],
  ['kb-12', 'how long does a full workspace export take', 'It arrives by e-mail within 24 hours.', '24 hours', 'It is ready within five minutes.', 'kb-18'],
  ['kb-13', 'How many rows may an import file hold?', 'A file may hold 10,000 rows.', '10,000', 'A file may hold 1,000 rows.', 'kb-13'],
  ['kb-13', 'Are attachments moved when I import from another tool?', 'No, attachments are not imported; links to them are kept.', 'not imported', 'Yes, attachments up to 25 MB are imported.', 'kb-01'],
  ['kb-14', 'I deleted a board 3 weeks ago, is it lost?', 'No, deleted boards stay in the bin for 30 days and an admin can restore them.', '30 days', 'Yes, deleted boards are gone after 14 days.', 'kb-05'],
  ['kb-14', 'Can you restore a single board from a backup after two months?', 'No, backups cannot be used to restore single boards.', 'cannot', 'Yes, backups are kept for 60 days and any board can be restored.', 'kb-14'],
  ['kb-14', 'Are comments restored with the board?', 'Yes, a board is restored with all cards and comments.', 'comments', 'No, comments are lost.', 'kb-12'],
  ['kb-15', 'How many automation runs does Team include?', 'Team has 1,000 runs a month for each workspace.', '1,000', 'Team has 25,000 runs a month.', 'kb-15'],
  ['kb-15', 'Do failed automation runs count towards the limit?', 'Yes, runs that fail count.', 'count', 'No, only successful runs count.', 'kb-15'],
  ['kb-15', 'My automation was paused by itself. Why?', 'An automation that fails ten times in a row is paused and its author gets a mail.', 'ten times', 'Automations pause at the end of each month.', 'kb-15'],
  ['kb-16', 'At what time is a recurring card created?', 'At 06:00 in the time zone of the workspace.', '06:00', 'At midnight UTC.', 'kb-16'],
  ['kb-16', 'Does the copy of a repeating card keep its checklist?', 'Yes, the copy has the checklists, but not the comments.', 'checklists', 'No, only the title is copied.', 'kb-16'],
  ['kb-17', 'Which plan has time tracking?', 'Time tracking is part of the Business plan.', 'Business', 'Time tracking is part of the Team plan.', 'kb-17'],
  ['kb-17', 'If I round to 15 minutes, are my original times lost?', 'No, rounding is for reports only; the raw entries stay as they were.', 'raw entries', 'Yes, entries are changed to 15 minutes.', 'kb-17'],
  ['kb-17', 'I forgot to stop the timer, will anything remind me?', 'Yes, a timer that runs for more than 12 hours sends a reminder.', '12 hours', 'No, timers run until they are stopped.', 'kb-17'],
  ['kb-18', 'How fast does the Outlook connection sync?', 'It works in both directions and takes up to five minutes.', 'five minutes', 'It refreshes every few hours.', 'kb-18'],
  ['kb-18', 'Why is my iCal feed hours behind?', 'Calendars refresh an iCal feed only every few hours.', 'few hours', 'The feed is updated once a day at 06:00.', 'kb-16'],
  ['kb-19', 'Can I silence Tidewell at night?', 'Yes, quiet hours can be set under Profile > Notifications.', 'quiet hours', 'No, notifications cannot be scheduled.', 'kb-19'],
  ['kb-19', 'Can mentions be switched off in the app?', 'No, mentions in comments are always shown in the app.', 'always', 'Yes, every kind of notification can be switched off.', 'kb-19'],
  ['kb-20', 'What is the API rate limit?', 'A token may make 600 calls a minute; above that the answer is 429.', '600', 'A token may make 6,000 calls a minute.', 'kb-20'],
  ['kb-20', 'How often do you retry a webhook?', 'Webhooks are sent at most six times until they are accepted.', 'six times', 'Webhooks are sent three times.', 'kb-05'],
  ['kb-20', 'do api tokens expire?', 'Yes, tokens expire after a year.', 'a year', 'No, tokens stay valid until they are revoked.', 'kb-20'],
  ['kb-21', 'In which country is our data?', 'Data is stored in Frankfurt and Dublin; Business workspaces may choose Oregon instead.', 'Frankfurt', 'All data is stored in Oregon.', 'kb-21'],
  ['kb-21', 'Is data encrypted at rest, and how?', 'Yes, it is encrypted at rest with AES-256.', 'AES-256', 'Data is encrypted in transit only.', 'kb-21'],
  ['kb-21', 'How long is the downtime when a workspace moves to another region?', 'Moving takes a maintenance window of two hours.', 'two hours', 'Moving has no downtime.', 'kb-21'],
  ['kb-22', 'What becomes of my cards when I delete my account?', 'Cards that you wrote stay in the workspace under the name "former member".', 'former member', 'All cards that you wrote are deleted with the account.', 'kb-22'],
  ['kb-22', 'How soon is personal data erased after deleting the account?', 'Personal data is erased within 30 days.', '30 days', 'Personal data is erased at once.', 'kb-22'],
  ['kb-23', 'Does the app work on a plane?', 'Yes, the phone apps keep the 20 boards opened last; the web app does not work offline.', '20 boards', 'No, a connection is always needed.', 'kb-23'],
  ['kb-23', 'Two of us edited the same field offline. Whose edit survives?', 'The later change wins, and the other is kept in the history.', 'later change wins', 'Both changes are merged into one.', 'kb-23'],
  ['kb-24', 'Is there a Linux desktop app?', 'No, but the web app can be installed from the browser.', 'installed from the browser', 'Yes, it can be downloaded from the help centre.', 'kb-24'],
  ['kb-24', 'Which Android version do I need?', 'The phone app needs Android 13.', 'Android 13', 'The phone app needs Android 24.', 'kb-24'],
  ['kb-15 kb-01', 'How many automation runs do I lose when I go from Team to Free?', 'Team has 1,000 runs a month and Free has 50, so 950.', '50', 'None, both plans have 1,000 runs.', 'kb-15'],
  ['kb-08 kb-10', 'I lost my phone and my password at once. What are my ways in?', 'Reset the password by the link, which is valid for one hour, and use a recovery code as second factor.', 'recovery code', 'Write to support, who switch off the second factor.', 'kb-11'],
  ['', 'Do you have a discount for charities?', 'I do not know; the articles say nothing about it.', 'do not know', 'Yes, charities pay half.', 'kb-04'],
  ['', 'Can I change the colour of the sidebar?', 'I do not know; the articles say nothing about it.', 'do not know', 'Yes, under Profile > Appearance.', 'kb-19'],
  ['', 'What is the phone number of support?', 'I do not know; the articles say nothing about it.', 'do not know', 'Support can be called at any time.', 'kb-24'],
  ['', 'Who founded Tidewell?', 'I do not know; the articles say nothing about it.', 'do not know', 'It was founded in Dublin.', 'kb-21'],
];

const rows = questions.map(([sources, question, answer, mention, wrong, wrongSource], at) => {
  const ids = sources.split(' ').filter((id) => id !== '');
  return {
    id: `Q${String(at + 1).padStart(3, '0')}`,
    question,
    expected: { answered: ids.length > 0, sources: ids, mention: found(answer, mention) },
    reference: { answer, sources: ids, answered: ids.length > 0 },
    confusions: [{ answer: wrong, sources: [wrongSource], answered: true }],
  };
});
writeFileSync(join(import.meta.dirname, 'questions.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

/** As it stands in the answer, so that a mention cannot be misspelt. */
function found(answer: string, mention: string): string {
  const at = answer.toLowerCase().indexOf(mention.toLowerCase());
  if (at < 0) throw new Error(`"${mention}" is not in "${answer}"`);
  return answer.slice(at, at + mention.length);
}
