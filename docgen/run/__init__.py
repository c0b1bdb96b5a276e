"""The run over pages: the order of the stages, workers, and what is kept between runs."""
