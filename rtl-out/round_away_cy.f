round_away_cy.v
