class Account:
    def __init__(self): self.balance = 5
    def draw(self, n):
        if n > self.balance: raise ValueError(f"only {self.balance}")
print(1)
Account().draw(9)
