"""Check a published result: that nothing in its bundle was changed, and that the
ballots give this ranking.

    python -I verify_result.py BUNDLE.zip --key award-signing-key.pem      (Python 3.11 or newer and NumPy)

Take this program and the key from the organiser's site, never from a bundle: a bundle
brings data alone, and whatever else stands in it fails. It is read in memory and never
unpacked. One line is printed per check:

  archive    the ZIP holds the files of a bundle and none else, of sizes that can be
  signature  SHA256SUMS is signed with the key given; without --key this is not known
  files      each file has the SHA-256 that SHA256SUMS states
  chain      every act of the edition's ledger follows the one before it (each row holds the hash of the last); every
             value that is laid open is the one committed to then; what is missing was
               erased by an act that names it
  seal       the last act of the ledger states the SHA-256 of every other file, as the result was published
  ballots    ballots.csv holds every ballot that was submitted, as the ledger has it; each one that does not count
             names the act because of which it does not, and none that counts has such an act
  recusals   recusals.csv holds every recusal of the ledger
  missing    who was asked for a ballot and gave none, by the ledger's acts of assigning and taking away
  people     the judges are those who gave ballots, each one person
  persons    each judge's pseudonym is bound to a person as it was when they accepted
  seats      how many entries each judge was asked for, by which seeds, and how many conflicts there were
  setting    names of edition, round, categories, criteria and levels, dates, corrections and the winners' English texts
             are those that the act of publication states
  method     the rules in protocol.json are those whose hash was put into the ledger; when, by whom, what was changed
  chair      the chair's votes on ties are those of the ledger
  winners    level, reason and texts of each prize are those decided and published by the ledger, its rank is the one
             recomputed; who stands behind a winner's pseudonym was fixed before
  ranking    the ballots, ranked again, give results.json: the same order, the same figures to six decimals
  heads      with --heads FILE: the ledger is the one that was signed for checkpoints which you kept from before

What only the seal binds: README.txt, and the PDFs: their words are compared by the organiser's software
(`manage.py verify_results`), which typesets them again; here they are no more than sealed.

Standard library alone, but for the engine that ranks (NumPy): the modules are handed
out as one file.
"""
