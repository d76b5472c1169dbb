import { ADA, BOB, given } from '@proficio/tests';
import { learner } from './learner.js';

const name = { subject: ADA, sealed: 'x' };
const registered = { type: 'LearnerRegistered', data: { learner: ADA, name } } as const;
const named = { type: 'LearnerNamed', data: { learner: ADA, name } } as const;
const erased = { type: 'LearnerErased', data: { learner: ADA } } as const;

const register = { type: 'RegisterLearner', data: { learner: ADA, name: 'Ada L.' } } as const;
const rename = (found: { known: boolean; staff: boolean }) =>
  ({ type: 'NameLearner', data: { learner: ADA, name: 'Countess' }, found }) as const;
const erase = (known = true) => ({ type: 'EraseLearner', data: { learner: ADA }, found: { known } }) as const;

describe('registering', () => {
  test('makes a learner known, with a name', () =>
    given(learner)
      .when(register)
      .then({ type: 'LearnerRegistered', data: { learner: ADA, name: 'Ada L.' } }));
  test('may do without a name', () =>
    given(learner)
      .when({ ...register, data: { learner: ADA, name: null } })
      .then({ type: 'LearnerRegistered', data: { learner: ADA, name: null } }));
  test('again without a name is nothing to do', () =>
    given(learner, registered)
      .when({ ...register, data: { learner: ADA, name: null } })
      .then());
  test('again with a name names them', () =>
    given(learner, registered)
      .when(register)
      .then({ type: 'LearnerNamed', data: { learner: ADA, name: 'Ada L.' } }));
  test('someone who named themselves before is still to be registered', () =>
    given(learner, named)
      .when(register)
      .then({ type: 'LearnerRegistered', data: { learner: ADA, name: 'Ada L.' } }));
  test('an erased learner is refused', () =>
    given(learner, registered, erased).when(register).rejects('LEARNER_ERASED'));
});

describe('naming', () => {
  const countess = { type: 'LearnerNamed', data: { learner: ADA, name: 'Countess' } } as const;

  test('everyone names themselves, known or not', () =>
    given(learner)
      .when(rename({ known: false, staff: false }))
      .then(countess));
  test('staff name a learner they know', () =>
    given(learner, registered)
      .when(rename({ known: true, staff: true }), { actor: BOB })
      .then(countess));
  test('staff cannot name someone unknown', () =>
    given(learner)
      .when(rename({ known: false, staff: true }), { actor: BOB })
      .rejects('LEARNER_UNKNOWN', 'learner'));
  test('to anyone else another learner does not exist', () =>
    given(learner, registered)
      .when(rename({ known: true, staff: false }), { actor: BOB })
      .rejects('LEARNER_UNKNOWN', 'learner'));
  test('a name is taken back by none', () =>
    given(learner, registered)
      .when({ ...rename({ known: true, staff: false }), data: { learner: ADA, name: null } })
      .then({ type: 'LearnerNamed', data: { learner: ADA, name: null } }));
  test('an erased learner is refused', () =>
    given(learner, erased)
      .when(rename({ known: true, staff: true }))
      .rejects('LEARNER_ERASED'));
});

describe('erasing', () => {
  test('closes a learner', () => given(learner, registered).when(erase()).then(erased));
  test('closes one who was never registered', () => given(learner).when(erase()).then(erased));
  test('is done once', () => given(learner, erased).when(erase()).then());
  test('someone unknown is refused', () => given(learner).when(erase(false)).rejects('LEARNER_UNKNOWN', 'learner'));
});
